import {
  DescribeJobsCommand,
  type JobDetail,
  ListJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from "@aws-sdk/client-batch";
import type { ChildSummary } from "../domain/array/child-summary.ts";
import type { BatchId, SubmissionId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { SubmitRequest } from "../domain/submission/submit-request.ts";
import type { Accounts, Actor } from "./accounts.ts";
import { callAws } from "./aws-trouble.ts";

/** Jobs of AWS Batch under a PI's account. Every call throws AwsTrouble. */
export type BatchJobs = ReturnType<typeof batchJobs>;

/** AWS's whole answer about one job, read by domain/job-detail. */
export type JobDetailAnswer = { batchId: BatchId; detail: unknown };

/** The job of a submission; `younger` were submitted with it, though it was meant to be one. */
export type SubmittedJob = JobDetailAnswer & { younger: readonly BatchId[] };

export function batchJobs(accounts: Accounts) {
  return {
    /** Sent once. Trouble of kind `unknown` means: perhaps accepted. */
    async submit(pi: Pi, actor: Actor, request: SubmitRequest): Promise<BatchId> {
      const { jobId } = await callAws(() =>
        accounts.batchOnce(pi, actor).send(new SubmitJobCommand(request)),
      );
      return jobId as BatchId;
    },

    /** At most 100 ids a call are asked for; ids that AWS does not know are left out of the answer. */
    async describe(pi: Pi, actor: Actor, batchIds: readonly BatchId[]): Promise<JobDetailAnswer[]> {
      const answers: JobDetailAnswer[] = [];
      for (let from = 0; from < batchIds.length; from += limits.describeJobs) {
        const jobs = batchIds.slice(from, from + limits.describeJobs);
        const { jobs: details = [] } = await callAws(() =>
          accounts.batch(pi, actor).send(new DescribeJobsCommand({ jobs })),
        );
        answers.push(...details.map(toAnswer));
      }
      return answers;
    },

    /** The job of this submission, found by its exact name and confirmed by its tag; of several, the oldest. */
    async findSubmitted(
      pi: Pi,
      request: Pick<SubmitRequest, "jobName" | "jobQueue">,
      submission: SubmissionId,
    ): Promise<SubmittedJob | undefined> {
      const ids = await idsNamed(accounts, pi, request);
      const details = (await this.describe(pi, "system", ids)) as { batchId: BatchId; detail: JobDetail }[];
      const [oldest, ...younger] = details
        .filter(({ detail }) => detail.tags?.["batchmate:submission"] === submission)
        .sort((a, b) => createdAtMs(a.detail) - createdAtMs(b.detail));
      return oldest && { ...oldest, younger: younger.map(({ batchId }) => batchId) };
    },

    /** The children of an array that failed, as its list has them: of more pages than ten thousand children fill, the first. */
    async failedChildren(pi: Pi, array: BatchId): Promise<ChildSummary[]> {
      const found: ChildSummary[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < limits.listPages; page++) {
        const query = { arrayJobId: array, jobStatus: "FAILED" as const };
        const { jobSummaryList = [], nextToken: next } = await callAws(() =>
          accounts
            .batch(pi, "system")
            .send(new ListJobsCommand({ ...query, ...(nextToken === undefined ? {} : { nextToken }) })),
        );
        found.push(...jobSummaryList);
        nextToken = next;
        if (nextToken === undefined) break;
      }
      return found;
    },

    /** Stops a job in whatever state it is; one that has ended is left as it is. */
    async terminate(pi: Pi, actor: Actor, stop: { batchId: BatchId; reason: string }): Promise<void> {
      await callAws(() =>
        accounts.batch(pi, actor).send(new TerminateJobCommand({ jobId: stop.batchId, reason: stop.reason })),
      );
    },
  };
}

/** ListJobs compares names without regard to case, so they are compared again. */
async function idsNamed(
  accounts: Accounts,
  pi: Pi,
  request: Pick<SubmitRequest, "jobName" | "jobQueue">,
): Promise<BatchId[]> {
  const ids: BatchId[] = [];
  let nextToken: string | undefined;
  do {
    const page = await callAws(() =>
      accounts.batch(pi, "system").send(
        new ListJobsCommand({
          jobQueue: request.jobQueue,
          filters: [{ name: "JOB_NAME", values: [request.jobName] }],
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      ),
    );
    for (const job of page.jobSummaryList ?? []) {
      if (job.jobName === request.jobName) ids.push(job.jobId as BatchId);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return ids;
}

function createdAtMs({ createdAt }: JobDetail): number {
  return createdAt ?? Number.POSITIVE_INFINITY;
}

function toAnswer(detail: JobDetail): JobDetailAnswer {
  return { batchId: detail.jobId as BatchId, detail };
}
