/** Slack's dates: the token in a text, and the element of rich text. */
import type { Json } from "../../slack/json.ts";
import type { Life } from "./story.ts";

const kinds: readonly [RegExp, keyof Life][] = [
  [/^submitted\b/i, "submittedMs"],
  [/^(since|started)\b/i, "startedMs"],
  [/^ended\b/i, "endedMs"],
];

/** What a moment means is told by the words before it; any other is that of the message. */
export function retellMoments(text: string, life: Life | undefined, ownMs: number): string {
  return text.replace(/<!date\^\d+\^([^|>]*)\|([^>]*)>/g, (_, format: string, fallback: string) => {
    const atMs = momentOf(format, life) ?? ownMs;
    return `<!date^${seconds(atMs)}^${format}|${inUtc(fallback, atMs)}>`;
  });
}

export function retellDate(date: Json, life: Life | undefined, ownMs: number): Json {
  const atMs = momentOf(String(date.format), life) ?? ownMs;
  return { ...date, timestamp: seconds(atMs), fallback: inUtc(String(date.fallback ?? ""), atMs) };
}

function momentOf(format: string, life: Life | undefined): number | undefined {
  const found = kinds.find(([pattern]) => pattern.test(format));
  return found && life?.[found[1]];
}

const seconds = (atMs: number): number => Math.floor(atMs / 1000);

function inUtc(fallback: string, atMs: number): string {
  const written = new Date(atMs).toISOString().slice(0, "2026-01-01T00:00".length).replace("T", " ");
  return fallback.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, written);
}
