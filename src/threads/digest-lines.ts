import type { Digest } from "../domain/digest.ts";
import type { ChannelId, MessageTs } from "../domain/ids.ts";
import type { DigestView } from "../messages/digest.ts";
import type { Store } from "../store/open-store.ts";

/** The address of a message; undefined where Slack does not tell. Never throws. */
export type Permalink = (channel: ChannelId, ts: MessageTs) => Promise<string | undefined>;

/** How the jobs of a morning summary stand now, each with the way to its thread. */
export async function digestLines(
  { jobs, threads }: Pick<Store, "jobs" | "threads">,
  { jobs: ids, counts }: Digest,
  permalink: Permalink,
): Promise<DigestView> {
  const lines: DigestView["lines"][number][] = [];
  for (const id of ids) {
    const job = await jobs.get(id);
    if (job === undefined) continue;
    const card = (await threads.ofSubject(job.subject)).find(({ cardTs }) => cardTs !== undefined);
    const cardLink = card?.cardTs && (await permalink(card.channel, card.cardTs));
    lines.push(cardLink === undefined ? { job } : { job, cardLink });
  }
  return { lines, counts };
}
