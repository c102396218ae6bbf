import type { History } from "../history.ts";
import type { Ledger, SavedJob } from "../ledger.ts";
import type { World } from "../world.ts";

/** Nothing is sent to AWS while submitting is paused, but what was on its way there as that began. */
export function notWhilePaused(id: string, ledger: Ledger, history: History): string[] {
  const submission = ledger.submission(id);
  const standstill = submission && history.standstillOf(submission.pi);
  if (submission === undefined || standstill === undefined) return [];
  if (standstill.underWay.get(id) === submission.tries) return [];
  return [`submission ${id} was sent while submitting in ${submission.pi} was paused`];
}

/** Whatever is paused and whoever leaves: what AWS has goes on, unless a person stops it, or it was taken twice. */
export function stoppedByPeople({ aws, ledger }: World): string[] {
  // A job that ended by itself before its stop arrived has none any more: that it was allowed stands in the audit.
  const allowed = new Set(ledger().stopsAllowed());
  const isByPerson = ({ id, batch_id: batchId, stop }: SavedJob): boolean =>
    stop !== null || allowed.has(id) || allowed.has(batchId ?? "");
  const stopped = new Set(
    ledger()
      .jobs()
      .filter(isByPerson)
      .map(({ batch_id: id }) => id),
  );
  return aws.terminated
    .filter(({ id, reason }) => !stopped.has(id) && !reason.startsWith("Duplicate of"))
    .map(({ id, reason }) => `${id} was stopped, and nobody is on record for it: ${reason}`);
}
