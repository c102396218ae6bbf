/** `what` is a full sentence that names the offending part and what is allowed; it holds typed text, so escape it for Slack. */
export type Mistake = { what: string; part?: string; instead?: string };
