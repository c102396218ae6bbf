/** The bot's token, and what it knows, go to Slack alone: to its hosts, or to that of the API it was told to use. */
export function isSlacks({ protocol, hostname, origin }: URL, apiUrl: string): boolean {
  const isVendors = protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
  return isVendors || origin === new URL(apiUrl).origin;
}
