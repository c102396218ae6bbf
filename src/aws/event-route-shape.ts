/** What the road from a lab's EventBridge to the webhook looks like, whoever builds it: the CDK stack or the API. */

/** The header that carries the key of an account. */
export const eventKeyHeader = "x-api-key";

/** EventBridge's longest: an event is tried again for a day. */
export const eventRetryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } as const;

/** The most EventBridge calls one API destination; a lower rate only makes a backlog in a burst. */
export const invocationRateLimitPerSecond = 300;

const batchEvents = {
  "job-state-change": "Batch Job State Change",
  "job-queue-blocked": "Batch Job Queue Blocked",
} as const;

export type BatchRule = { name: string; detailType: string };

export function batchRules(name: string): BatchRule[] {
  return Object.entries(batchEvents).map(([suffix, detailType]) => ({
    name: `${name}-${suffix}`,
    detailType,
  }));
}

/** The pattern of a rule: no narrower, because what to leave out is decided where the events arrive. */
export function batchEventPattern(rule: BatchRule): { source: string[]; "detail-type": string[] } {
  return { source: ["aws.batch"], "detail-type": [rule.detailType] };
}

/** The address events are posted to, or a sentence saying why the given one cannot be it. */
export function webhookEndpoint(webhookUrl: string): { endpoint: string } | { mistake: string } {
  if (!URL.canParse(webhookUrl)) return { mistake: `The webhook "${webhookUrl}" is not a URL.` };
  const url = new URL(webhookUrl);
  // From the machine itself nothing is sent over a wire; the real EventBridge reaches no such address anyway.
  const staysHere = url.protocol === "http:" && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !staysHere)
    return { mistake: "The webhook must begin with https://; EventBridge accepts nothing else." };
  if (url.username || url.password) return { mistake: "The webhook must not hold a user name or password." };
  if (url.search || url.hash || webhookUrl.includes("?") || webhookUrl.includes("#")) {
    return { mistake: "The webhook must end with its path, without ? or #." };
  }
  if (url.pathname.includes("*")) return { mistake: "The webhook must not hold a *." };
  const base = url.pathname
    .replace(/\/+$/, "")
    .replace(/\/aws\/events$/, "")
    .replace(/\/+$/, "");
  return { endpoint: `${url.origin}${base}/aws/events` };
}

/** Why this cannot be the name of a route, or nothing; its rules' names must fit EventBridge's 64 characters. */
export function routeNameMistake(name: string): string | undefined {
  const longestNameLength = 64 - Math.max(...Object.keys(batchEvents).map((suffix) => suffix.length + 1));
  if (name.length > 0 && name.length <= longestNameLength && /^[\w.-]+$/.test(name)) return undefined;
  return `The name must be 1 to ${longestNameLength} letters, digits, dots, dashes or underscores.`;
}

/** Why EventBridge would not take this key, or nothing. The sentence does not hold the key. */
export function eventKeyMistake(key: string): string | undefined {
  if (/^[!-9;-~]{1,512}$/.test(key)) return undefined;
  return "The key must be 1 to 512 visible ASCII characters without a colon.";
}
