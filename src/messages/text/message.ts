import type { KnownBlock } from "@slack/types";

/** One message to Slack: blocks for the eye, and one full sentence for screen readers and notifications. */
export type Message = { text: string; blocks: KnownBlock[] };
