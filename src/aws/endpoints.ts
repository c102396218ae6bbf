/** One sentence for each AWS endpoint of the environment to which credentials must not be sent. */
export function endpointMistakes(env: Readonly<Record<string, string | undefined>>): string[] {
  if (env.BATCHMATE_ALLOW_ENDPOINTS === "1") return [];
  return Object.entries(env)
    .filter(([variable, url]) => /^AWS_ENDPOINT_URL(_|$)/.test(variable) && url && !isTrusted(url))
    .map(
      ([variable]) =>
        `${variable} is neither this machine nor AWS, and would be sent credentials; set BATCHMATE_ALLOW_ENDPOINTS=1 if that is meant.`,
    );
}

function isTrusted(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)) return true;
  return protocol === "https:" && /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$/.test(hostname);
}
