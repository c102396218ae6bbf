/** Times in the reader's own zone, by Slack's date format; where it cannot be shown, in UTC. */
import type { RichTextDate } from "@slack/types";
import type { Piece } from "./prose.ts";

type Moment = Extract<Piece, { kind: "moment" }>;

/** `since today at 10:47`. The word before it keeps Slack from writing "Today" in the middle of a sentence. */
export function moment(atMs: number, before: string): Moment {
  return { kind: "moment", atMs, before: `${before} ` };
}

export function momentElement({ atMs, before }: Moment): RichTextDate {
  return {
    type: "date",
    timestamp: seconds(atMs),
    format: before + dayAndTime,
    fallback: before + utc(atMs),
  };
}

/** Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function momentToken({ atMs, before }: Moment): string {
  return `<!date^${seconds(atMs)}^${before}${dayAndTime}|${before}${utc(atMs)}>`;
}

const dayAndTime = "{date_short_pretty} at {time}";

const utcFormat = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "short",
  timeZone: "UTC",
});

function utc(atMs: number): string {
  return `${utcFormat.format(seconds(atMs) * 1000)} UTC`;
}

/** AWS's times are from outside too: one that no calendar holds must not break a message. */
function seconds(atMs: number): number {
  const latestSeconds = 253_402_300_799;
  return Number.isFinite(atMs) ? Math.min(Math.max(Math.floor(atMs / 1000), 0), latestSeconds) : 0;
}
