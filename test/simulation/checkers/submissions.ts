import { submissionIdOf } from "../../../src/domain/derived-ids.ts";
import type { InvocationId } from "../../../src/domain/ids.ts";
import type { Asked } from "../asking.ts";
import type { BatchJob } from "../batch-job.ts";
import type { World } from "../world.ts";

/** What a person submits runs once: a second job of the same submission is stopped, and its thread says so. */
export function sentOnce(world: World): string[] {
  const { aws, ledger } = world;
  const ofSubmission = Map.groupBy(aws.jobs(), ({ request }) => request.tags?.["batchmate:submission"] ?? "");
  const asked = new Set<string>(world.asked.flatMap(submissionsOf));
  const found: string[] = [];
  for (const { id, state } of ledger().submissions()) {
    const jobs = ofSubmission.get(id) ?? [];
    if (!asked.has(id)) found.push(`submission ${id} was asked for by nobody`);
    if (state === "accepted") found.push(...oneJob(world, id, jobs));
    if (state === "rejected" && jobs.length > 0)
      found.push(`submission ${id} is saved as rejected, and AWS has ${jobs.length} jobs of it`);
  }
  for (const [id, jobs] of ofSubmission)
    if (ledger().job(id) === undefined)
      found.push(`AWS has ${jobs.length} jobs of ${id}, of which nothing is saved`);
  return found;
}

/** Of many at once each row has an id of its own. */
function submissionsOf({ id, rows = 1 }: Asked): string[] {
  const others = Array.from({ length: rows - 1 }, (_, row) => `${id} row ${row + 2}` as InvocationId);
  return [id, ...others].map(submissionIdOf);
}

function oneJob({ ledger, aws }: World, id: string, jobs: readonly BatchJob[]): string[] {
  const saved = ledger().job(id);
  const kept = jobs.find((job) => job.id === saved?.batch_id);
  if (kept === undefined)
    return [`submission ${id} is saved as job ${saved?.batch_id}, which AWS does not have`];
  const keptStop = aws.terminated.find(
    (stop) => stop.id === kept.id && stop.reason.startsWith("Duplicate of"),
  );
  if (keptStop !== undefined)
    return [`${kept.id} is the job that is kept, and was stopped: ${keptStop.reason}`];
  return jobs
    .filter((job) => job !== kept)
    .flatMap((other) => {
      const said = ledger()
        .notices()
        .find(({ job, key }) => job === id && key.endsWith(`duplicate:${other.id}`));
      if (said === undefined)
        return [`the thread of ${kept.id} does not say that ${other.id} was submitted too`];
      // One that has ended is left as it is.
      const hadEnded = other.stoppedAtMs !== undefined && other.stoppedAtMs <= said.created_at_ms;
      return hadEnded || aws.terminated.some((stop) => stop.id === other.id)
        ? []
        : [`${other.id} runs beside ${kept.id}, and was not stopped`];
    });
}
