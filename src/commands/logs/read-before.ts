import type { Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { type GivenBefore, readGivenBefore } from "../../domain/submission/given-before.ts";
import { describe } from "../looking/refresh-job.ts";
import { actorOf, type Request } from "../request.ts";

export type Before = {
  /** Absent where AWS knows the job no more, or never took it. */
  given?: GivenBefore;
  /** Absent where AWS knows it no more. */
  definition?: JobDefinition;
};

/** What AWS still knows of a job, under the name of who runs it again. Undefined where it does not answer. */
export async function readBefore(request: Request, pi: Pi, job: Job): Promise<Before | undefined> {
  const { services, member, logger } = request;
  try {
    const [answer, definition] = await Promise.all([
      job.batchId === undefined ? undefined : describe(request, job, job.batchId),
      services.definition(pi, actorOf(member, pi.name), job.definition),
    ]);
    if (answer === "no answer") return undefined;
    return {
      ...(answer === undefined ? {} : { given: readGivenBefore(answer.detail, definition) }),
      ...(definition === undefined ? {} : { definition }),
    };
  } catch (error) {
    logger.warn({ err: error, job: job.batchId }, "AWS could not be asked about a job's definition");
    return undefined;
  }
}
