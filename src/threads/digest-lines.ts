import type { ChannelId, MemberId, MessageTs } from "../domain/ids.ts";
import type { Digest } from "../domain/telling/digest.ts";
import type { DigestView } from "../messages/job/digest.ts";
import type { Store } from "../store/open-store.ts";

/** The address of a message; undefined where Slack does not tell. Never throws. */
export type Permalink = (channel: ChannelId, ts: MessageTs) => Promise<string | undefined>;

export type DigestLinesOptions = {
  store: Pick<Store, "jobs" | "threads">;
  permalink: Permalink;
  /** How a person is called; never throws. */
  nameOf(member: MemberId, hutchnet: string): Promise<string>;
};

/** How the jobs of a morning summary stand now, each with the way to its thread, and others' with their owner. */
export async function digestLines(
  { store: { jobs, threads }, permalink, nameOf }: DigestLinesOptions,
  { to, jobs: ids, counts, together }: Digest,
): Promise<DigestView> {
  const lines: DigestView["lines"][number][] = [];
  for (const id of ids) {
    const job = await jobs.get(id);
    if (job === undefined) continue;
    const card = (await threads.ofSubject(job.subject)).find(({ cardTs }) => cardTs !== undefined);
    const cardLink = card?.cardTs && (await permalink(card.channel, card.cardTs));
    lines.push({
      job,
      ...(cardLink === undefined ? {} : { cardLink }),
      ...(together?.[id] === undefined ? {} : { size: together[id] }),
      ...(job.owner === to ? {} : { ownerName: await nameOf(job.owner, job.hutchnet) }),
    });
  }
  return { lines, counts };
}
