import { AwsTrouble } from "../../src/aws/aws-trouble.ts";
import type { BatchJobs, JobDetailAnswer } from "../../src/aws/jobs.ts";
import type { ChildSummary } from "../../src/domain/array/child-summary.ts";
import type { BatchId, PiName } from "../../src/domain/ids.ts";
import type { SubmitRequest } from "../../src/domain/submission/submit-request.ts";

export const throttled = new AwsTrouble("later", "TooManyRequestsException");
export const refusedConnection = new AwsTrouble("later", "ECONNREFUSED");
export const timedOut = new AwsTrouble("unknown", "TimeoutError");
export const answered500 = new AwsTrouble("unknown", "ServerException");
export const refusedRole = new AwsTrouble("permanent", "AccessDenied", {
  message: "User: bot is not authorized to perform: sts:TagSession on resource: the lab's role",
  role: { pi: "peters-u" as PiName, role: "the lab's role", lacks: "sts:TagSession" },
});
export const rejectedBy = (message: string) => new AwsTrouble("permanent", "ClientException", { message });

/** What befalls a submission: it waits, it is accepted or not, and it is answered with trouble or not. */
export type SubmitMishap = { until?: Promise<unknown>; trouble?: AwsTrouble; accepted?: true };

type Accepted = { batchId: BatchId; request: SubmitRequest };

/** AWS Batch, as far as it takes submissions and is asked about jobs. */
export function fakeBatch() {
  const accepted: Accepted[] = [];
  const fake = {
    accepted,
    submitted: [] as string[],
    lookedFor: [] as string[],
    stopped: [] as { by: string; id: BatchId; reason: string }[],
    stopTrouble: (_n: number): AwsTrouble | undefined => undefined,
    described: [] as { pi: string; ids: readonly BatchId[] }[],
    /** Decides on the n-th submission; without it all goes well. */
    submitMishap: (_n: number): SubmitMishap | undefined => undefined,
    lookTrouble: (_n: number): AwsTrouble | undefined => undefined,
    listed: [] as BatchId[],
    failedChildren: async (_array: BatchId): Promise<ChildSummary[]> => [],
    describe: async (_pi: string, _ids: readonly BatchId[]): Promise<JobDetailAnswer[]> => [],
  };

  const accept = (request: SubmitRequest): BatchId => {
    const batchId = `${String(accepted.length + 1).padStart(8, "0")}-7c0e-4b55-9d1c-0a1b2c3d4e5f` as BatchId;
    accepted.push({ batchId, request });
    return batchId;
  };

  const batch: Pick<BatchJobs, "submit" | "findSubmitted" | "failedChildren" | "describe" | "terminate"> = {
    async submit(_pi, _actor, request) {
      fake.submitted.push(request.jobName);
      const { until, trouble, accepted: taken } = fake.submitMishap(fake.submitted.length) ?? {};
      await until;
      if (trouble === undefined) return accept(request);
      if (taken) accept(request);
      throw trouble;
    },
    async findSubmitted(_pi, request) {
      fake.lookedFor.push(request.jobName);
      const trouble = fake.lookTrouble(fake.lookedFor.length);
      if (trouble !== undefined) throw trouble;
      const [found, ...younger] = accepted.filter((each) => each.request.jobName === request.jobName);
      return found && { batchId: found.batchId, detail: {}, younger: younger.map(({ batchId }) => batchId) };
    },
    async terminate(_pi, actor, { batchId, reason }) {
      const by = actor === "system" ? actor : actor.hutchnet;
      fake.stopped.push({ by, id: batchId, reason });
      const trouble = fake.stopTrouble(fake.stopped.length);
      if (trouble !== undefined) throw trouble;
    },
    failedChildren(_pi, array) {
      fake.listed.push(array);
      return fake.failedChildren(array);
    },
    describe(pi, _actor, ids) {
      fake.described.push({ pi: pi.name, ids });
      return fake.describe(pi.name, ids);
    },
  };
  return Object.assign(fake, {
    batch,
    /** What was sent as the n-th is accepted after all, though nobody was told. */
    acceptLate: (n: number) =>
      accept({ jobName: fake.submitted[n - 1] ?? "", jobQueue: "", jobDefinition: "", tags: {} }),
  });
}
