import type { Asked } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { ranForMs } from "../../domain/job/job-times.ts";
import { typicalTime } from "../../domain/job/typical-time.ts";
import { limits } from "../../domain/limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { listPriceOf } from "../../domain/submission/list-price.ts";
import type { Estimate } from "../../messages/submit/submit-estimate.ts";
import type { Request } from "../request.ts";

export type ToEstimate = { pi: Pi; definition: JobDefinition; queue: JobQueue | undefined; asked: Asked };

/** What is asked for, its list price, and how long the lab's last such jobs took. */
export async function estimateSubmission(
  { services }: Request,
  { pi, definition, queue, asked }: ToEstimate,
): Promise<Estimate> {
  const { name, revision } = definition;
  const revisions = Array.from({ length: limits.timedRevisions }, (_, back) => revision - back);
  const jobs = await services.store.jobs.lastSucceeded(
    pi.name,
    revisions.filter((each) => each > 0).map((each) => `${name}:${each}`),
    limits.timedJobs * 2,
  );
  const isArray = asked.arraySize !== undefined;
  const times = jobs
    .filter((job) => (job.asked.arraySize !== undefined) === isArray)
    .flatMap((job) => ranForMs(job) ?? [])
    .slice(0, limits.timedJobs);
  return {
    pi: pi.name,
    definition: name,
    asked,
    queue: queue?.name,
    price: listPriceOf({
      size: asked.size,
      // Nodes are priced like the main one.
      children: asked.arraySize ?? asked.nodes ?? 1,
      environments: queue?.environments ?? [],
      region: pi.region,
    }),
    time: typicalTime(times),
  };
}
