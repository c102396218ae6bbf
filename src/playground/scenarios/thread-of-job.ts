import { record } from "../slack/json.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import type { Player } from "./scenario.ts";
import { until } from "./until.ts";

export type Thread = { channel: string; ts: string };

const patienceMs = 60_000;

/** Where the bot tells of a player's job, as soon as its card stands in the channel; undefined where it never does. */
export async function threadOfJob(
  { slack, signal }: { slack: Pick<LocalSlack, "messages" | "subscribe">; signal: AbortSignal },
  { as, channel }: Player,
  jobId: string,
): Promise<Thread | undefined> {
  const card = () =>
    slack
      .messages(channel)
      .find(
        ({ threadTs, metadata }) => threadTs === undefined && record(metadata?.event_payload).job === jobId,
      );
  const seen = { onChange: (listener: () => void) => slack.subscribe(as, listener) };
  await until(seen, () => card() !== undefined, { ms: patienceMs, signal }).catch(() => undefined);
  const ts = card()?.ts;
  return ts === undefined ? undefined : { channel, ts };
}
