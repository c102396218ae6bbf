/** Tokens and signed requests go to the vendor or stay on this machine, unless someone says that more is meant. */

export type Vendor = "AWS" | "Slack";

const hosts: Record<Vendor, RegExp> = {
  AWS: /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|api\.aws|amazonaws\.eu)$/,
  Slack: /(^|\.)(slack\.com|slack-gov\.com)$/,
};

/** Why credentials must not be sent there, in words that follow the variable's name. Shows the host alone. */
export function endpointMistake(
  address: string,
  vendor: Vendor,
  allowed: AllowedEndpoints,
): string | undefined {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    return "is not an address that begins with https:// or http://";
  }
  const { protocol, hostname } = new URL(address);
  if (allowed === "any" || isLoopback(hostname)) return undefined;
  if (!hosts[vendor].test(hostname)) {
    return `leads to ${hostname}, which is neither ${vendor} nor this machine, and would be sent credentials; if that is meant, set BATCHMATE_ALLOW_ENDPOINTS=1`;
  }
  return protocol === "https:"
    ? undefined
    : `must begin with https://, because credentials are sent to ${hostname}`;
}

export type AllowedEndpoints = "any" | "vendor and loopback";

/** A URL's host is in its plain form already: `127.1` stands as `127.0.0.1`. */
function isLoopback(hostname: string): boolean {
  return (
    /^127\.\d+\.\d+\.\d+$/.test(hostname) ||
    hostname === "[::1]" ||
    hostname === "localhost" ||
    hostname.endsWith(".localhost")
  );
}
