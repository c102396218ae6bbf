import { setImmediate as letOthersRun } from "node:timers/promises";
import type { SubmissionId } from "../domain/ids.ts";

/** Where a job stands among all: so much is read of those of which not all are wanted. */
export type Found = { id: SubmissionId; submitted_at_ms: number };

/** So many jobs are looked at before others have their turn. */
export const stretch = 5_000;

type Query = { before?: { submittedAtMs: number; id: SubmissionId }; limit: number };

/** The last of a stretch, where more may follow. */
type Looked = { found: readonly Found[]; last: Found | undefined };

/** What no index orders is looked for from the newest on, a stretch at a time, until enough is found. */
export async function inStretches<Q extends Query>(
  query: Q,
  look: (from: Q, wanted: number) => Promise<Looked>,
): Promise<Found[]> {
  const all: Found[] = [];
  for (let from: Q | undefined = query; from !== undefined && all.length < query.limit; ) {
    const { found, last }: Looked = await look(from, query.limit - all.length);
    all.push(...found);
    from = last && { ...query, before: { submittedAtMs: last.submitted_at_ms, id: last.id } };
    if (from !== undefined) await letOthersRun();
  }
  return all;
}
