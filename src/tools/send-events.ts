/** Sends saved events to a running bot, as EventBridge would. */
import { admitEvent } from "../domain/event/admit-event.ts";
import type { AwsEvent } from "../domain/event/aws-event.ts";
import { eventKeyFor } from "./event-key.ts";
import type { SavedEvent } from "./saved-events.ts";

export type Sending = {
  /** The bot's webhook. */
  url: string;
  /** BATCHMATE_EVENT_KEYS, as the bot reads it. */
  keys: string | undefined;
  readFile(path: string): string;
  post(
    url: string,
    request: { key: string; body: string },
  ): Promise<{ status: number; retryAfterMs: number }>;
  wait(ms: number): Promise<void>;
  say(line: string): void;
};

/** One line an event. Gives how many were not taken; rejects when nobody answers. */
export async function sendEvents(events: readonly SavedEvent[], sending: Sending): Promise<number> {
  let failed = 0;
  for (const { where, text } of events) {
    const admission = admitEvent(text, () => true);
    const about =
      admission.ok || admission.why === "not its account's"
        ? lineOf(admission.event)
        : `${where}, which is no event`;
    const { word, why } =
      !admission.ok && admission.why === "not an event"
        ? { word: "not sent", why: "it has no id, detail-type or account" }
        : await send(admission.event, text, sending);
    if (word !== "202 taken") failed += 1;
    sending.say(`${word.padEnd(12)}  ${about}${why === "" ? "" : `: ${why}`}`);
  }
  return failed;
}

function lineOf(event: AwsEvent): string {
  return `${event.id}  ${event["detail-type"]} of ${event.account}`;
}

const mostTries = 5;

async function send(event: AwsEvent, body: string, sending: Sending): Promise<{ word: string; why: string }> {
  const found = eventKeyFor(event.account, sending.keys, sending.readFile);
  if ("mistake" in found) return { word: "not sent", why: found.mistake };
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfterMs } = await sending.post(sending.url, { key: found.key, body });
    if (status !== 503 || tries === mostTries) return answerOf(status);
    await sending.wait(retryAfterMs);
  }
}

function answerOf(status: number): { word: string; why: string } {
  const [word, why] = answers[status] ?? [
    "not taken",
    "an answer that this bot does not give; is it the bot?",
  ];
  return { word: `${status} ${word}`, why };
}

const answers: Readonly<Record<number, readonly [word: string, why: string]>> = {
  202: ["taken", ""],
  400: ["refused", "the bot finds no event in it"],
  401: ["refused", "the bot does not know the key; does it run with the same BATCHMATE_EVENT_KEYS?"],
  403: ["refused", "the key is not its account's, or it names a job, queue or definition of another account"],
  404: ["not found", "the bot does not answer there; are HOST and PORT the bot's?"],
  413: ["refused", "it is larger than 256 KiB"],
  503: ["put off", "the bot can not save events now; try again later"],
};
