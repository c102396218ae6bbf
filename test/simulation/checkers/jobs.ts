import type { BatchJob } from "../batch-job.ts";
import type { SavedJob } from "../ledger.ts";
import type { World } from "../world.ts";

/** Whatever order, number and delay of events: the store says of each job what its own account says. */
export function jobsTrue({ aws, ledger }: World): string[] {
  const withdrawn = new Set(
    ledger()
      .submissions()
      .filter(({ state }) => state === "withdrawn")
      .map(({ id }) => id),
  );
  const sent = new Set(
    ledger()
      .submissions()
      .map(({ id }) => id),
  );
  // What was taken back while it waited for a yes was never to be sent.
  const isUnsent = ({ id, state }: SavedJob) => state === "stopped" && !sent.has(id);
  return ledger()
    .jobs()
    .flatMap((saved) => {
      if (saved.batch_id === null)
        return saved.state === "rejected" || withdrawn.has(saved.id) || isUnsent(saved)
          ? []
          : [`${saved.name} has no job at AWS`];
      const job = aws.find(saved.account, saved.batch_id);
      if (job === undefined)
        return [`${saved.name} is saved as ${saved.batch_id}, which its account does not have`];
      const allowed = statesOf(job, saved);
      return allowed.includes(saved.state)
        ? []
        : [`${saved.name} (${job.id}) is saved as ${saved.state}, and AWS has it as ${allowed.join(" or ")}`];
    });
}

/** The states in which a job of AWS's may be shown. */
function statesOf({ status, isTerminated }: BatchJob, { stop }: SavedJob): string[] {
  if (status === "SUCCEEDED") return ["succeeded"];
  if (status !== "FAILED") return [status];
  if (isTerminated) return ["stopped"];
  // It failed by itself after somebody had asked for its stop, and AWS took the stop all the same.
  return stop === null ? ["failed"] : ["failed", "stopped"];
}
