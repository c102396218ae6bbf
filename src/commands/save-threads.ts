import { threadIdOf } from "../domain/derived-ids.ts";
import type { ChannelId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Tables } from "../store/tables.ts";
import type { Destination } from "./settings/destinations.ts";

/** A thread in each place; one that is there already stays as it is. Only inside a transaction. */
export async function saveThreads(
  tables: Tables,
  { id: job, subject, pi }: Job,
  destinations: readonly Destination[],
): Promise<void> {
  for (const [place, ...fallbacks] of destinations) {
    const channel = place as ChannelId;
    const id = threadIdOf(subject, channel);
    if ((await tables.threads.get(id)) === undefined)
      await tables.threads.add({ id, subject, job, pi, channel, fallbacks });
  }
}
