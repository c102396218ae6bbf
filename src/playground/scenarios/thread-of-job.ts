import { record } from "../slack/json.ts";
import type { LocalSlack } from "../slack/local-slack.ts";

export type Thread = { channel: string; ts: string };

const patience = { timeoutMs: 60_000 };

/** Where the bot tells of a job in a channel, as soon as its card stands there; undefined where it never does. */
export async function threadOfJob(
  slack: Pick<LocalSlack, "messages" | "waitFor">,
  channel: string,
  jobId: string,
): Promise<Thread | undefined> {
  const isCard = ({ threadTs, metadata }: ReturnType<LocalSlack["messages"]>[number]) =>
    threadTs === undefined && record(metadata?.event_payload).job === jobId;
  const card = await slack
    .waitFor(() => slack.messages(channel).find(isCard), patience)
    .catch(() => undefined);
  return card && { channel, ts: card.ts };
}
