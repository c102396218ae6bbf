import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  batchAnswers,
  jblow,
  onlyExpectedAwsCalls,
  ownPi,
  rolePi,
  stsAnswers,
} from "../../test/support/aws-nock.ts";
import { addressOf, refusingAddress, silentAddress } from "../../test/support/loopback.ts";
import type { BatchId, SubmissionId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { SubmitRequest } from "../domain/submission/submit-request.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { batchJobs } from "./jobs.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts({ requestTimeoutMs: 100 });
});
afterEach(() => accounts.close());

const submission = "s_01k9xq" as SubmissionId;
const request: SubmitRequest = {
  jobName: "jblow-align-x7k2m9",
  jobQueue: "default",
  jobDefinition: "align:3",
  containerOverrides: { command: ["bwa", "mem"], environment: [{ name: "SAMPLE", value: "NA12878" }] },
  tags: { "batchmate:submission": submission },
};
const id = (name: string) => name as BatchId;
/** AWS Batch on this machine; gives the paths that were asked. */
async function batchAt(answer: (response: ServerResponse) => unknown): Promise<string[]> {
  const paths: string[] = [];
  const address = await addressOf((request, response) => {
    paths.push(request.url ?? "");
    request.resume().on("end", () => answer(response));
  });
  vi.stubEnv("AWS_ENDPOINT_URL_BATCH", address);
  return paths;
}

const submit = () => batchJobs(accounts).submit(ownPi, jblow, request);

describe("a submission", () => {
  test("is sent as it was saved, and gives the job's id", async () => {
    const asked = batchAnswers("/v1/submitjob", { body: { jobId: "3fa9", jobName: request.jobName } });
    expect(await submit()).toBe("3fa9");
    expect(asked.map(({ body }) => body)).toEqual([request]);
  });

  test.each([
    ["a mistake in it", 400, "ClientException", "permanent"],
    ["a person who may not", 403, "AccessDeniedException", "permanent"],
    ["too many requests", 429, "TooManyRequestsException", "later"],
    ["a session that is over", 403, "ExpiredTokenException", "later"],
    ["a broken AWS", 500, "ServerException", "unknown"],
    ["a proxy in between", 502, "", "unknown"],
    ["an overloaded AWS", 503, "ServiceUnavailable", "unknown"],
  ])("is sent once only, whatever comes back: %s", async (_, status, code, kind) => {
    const requests = await batchAt((response) => {
      response.writeHead(status, { "content-type": "application/json", "x-amzn-errortype": code });
      response.end('{"message":"no"}');
    });
    await expect(submit()).rejects.toMatchObject({ name: "AwsTrouble", kind });
    expect(requests).toEqual(["/v1/submitjob"]);
  });

  test.each([
    ["a connection that broke", (response: ServerResponse) => response.socket?.resetAndDestroy()],
    ["silence", () => {}],
    [
      "an answer that breaks off",
      (response: ServerResponse) => response.write('{"jobId"', () => response.destroy()),
    ],
  ])("is sent once only, and may have been accepted, after %s", async (_, answer) => {
    const requests = await batchAt(answer);
    await expect(submit()).rejects.toMatchObject({ name: "AwsTrouble", kind: "unknown" });
    expect(requests).toEqual(["/v1/submitjob"]);
  });

  test("was certainly not accepted over a connection that was never made", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_BATCH", await refusingAddress());
    await expect(submit()).rejects.toMatchObject({ kind: "later", code: "ECONNREFUSED" });
  });

  test("whose person may not take on the lab's role was certainly not sent", async () => {
    stsAnswers({ refusal: [403, "AccessDenied"] });
    const submitted = batchJobs(accounts).submit(rolePi, jblow, request);
    await expect(submitted).rejects.toMatchObject({
      name: "AwsTrouble",
      kind: "permanent",
      code: "AccessDenied",
    });
  });

  test("for which AWS gives no session was certainly not sent, and may be later", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await silentAddress());
    const submitted = batchJobs(accounts).submit(rolePi, jblow, request);
    await expect(submitted).rejects.toMatchObject({ name: "AwsTrouble", kind: "later" });
  });
});

describe("jobs are described", () => {
  test("a hundred at a time; what AWS does not know is left out", async () => {
    const ids = Array.from({ length: 205 }, (_, index) => id(`job-${index}`));
    const asked = batchAnswers(
      "/v1/describejobs",
      { body: { jobs: [{ jobId: "job-7" }, { jobId: "job-3", status: "RUNNING" }] } },
      { body: { jobs: [] } },
      { body: { jobs: [{ jobId: "job-204" }] } },
    );
    const found = await batchJobs(accounts).describe(ownPi, "system", ids);
    expect(asked.map(({ body }) => (body.jobs as string[]).length)).toEqual([100, 100, 5]);
    expect(asked.flatMap(({ body }) => body.jobs)).toEqual(ids);
    expect(found.map(({ batchId }) => batchId)).toEqual(["job-7", "job-3", "job-204"]);
    expect(found[1]?.detail).toMatchObject({ status: "RUNNING" });
  });

  test("not at all when there are none", async () => {
    expect(await batchJobs(accounts).describe(ownPi, "system", [])).toEqual([]);
  });

  test("again when AWS is asked too much, for that changes nothing", async () => {
    batchAnswers(
      "/v1/describejobs",
      { refusal: [429, "TooManyRequestsException"] },
      { body: { jobs: [{ jobId: "3fa9" }] } },
    );
    expect(await batchJobs(accounts).describe(ownPi, "system", [id("3fa9")])).toHaveLength(1);
  });
});

describe("the job of an uncertain submission", () => {
  const find = () => batchJobs(accounts).findSubmitted(ownPi, request, submission);
  const named = (jobId: string, jobName = request.jobName) => ({ jobId, jobName });
  const tagged = (jobId: string, createdAt: number, tag: string = submission) => ({
    jobId,
    createdAt,
    tags: { "batchmate:submission": tag },
  });

  test("is looked for in its queue by its name, page after page, and confirmed by its tag", async () => {
    const listed = batchAnswers(
      "/v1/listjobs",
      { body: { jobSummaryList: [], nextToken: "p2" } },
      { body: { jobSummaryList: [named("3fa9")] } },
    );
    const described = batchAnswers("/v1/describejobs", { body: { jobs: [tagged("3fa9", 5)] } });
    expect(await find()).toMatchObject({ batchId: "3fa9", detail: { createdAt: 5 }, younger: [] });
    const query = { jobQueue: "default", filters: [{ name: "JOB_NAME", values: ["jblow-align-x7k2m9"] }] };
    expect(listed.map(({ body }) => body)).toEqual([query, { ...query, nextToken: "p2" }]);
    expect(described[0]?.body).toEqual({ jobs: ["3fa9"] });
  });

  test("is not one whose name differs in case: AWS lists it, nobody asks on", async () => {
    batchAnswers("/v1/listjobs", { body: { jobSummaryList: [named("3fa9", "JBLOW-align-x7k2m9")] } });
    expect(await find()).toBeUndefined();
  });

  test.each([
    ["has another submission's tag", tagged("3fa9", 5, "s_other")],
    ["has no tags", { jobId: "3fa9", createdAt: 5 }],
  ])("is not one of its name that %s", async (_, job) => {
    batchAnswers("/v1/listjobs", { body: { jobSummaryList: [named("3fa9")] } });
    batchAnswers("/v1/describejobs", { body: { jobs: [job] } });
    expect(await find()).toBeUndefined();
  });

  test("is the oldest of several, and the younger are told", async () => {
    const jobSummaryList = ["young", "old", "middle"].map((jobId) => named(jobId));
    batchAnswers("/v1/listjobs", { body: { jobSummaryList } });
    const jobs = [tagged("young", 30), tagged("old", 10), tagged("middle", 20)];
    batchAnswers("/v1/describejobs", { body: { jobs } });
    expect(await find()).toMatchObject({ batchId: "old", younger: ["middle", "young"] });
  });

  test("is read as the bot itself, not as the person", async () => {
    const sessions = stsAnswers({ session: "system", expiresAtMs: Date.now() + 3_600_000 });
    batchAnswers("/v1/listjobs", { body: { jobSummaryList: [] } });
    await batchJobs(accounts).findSubmitted(rolePi, request, submission);
    expect(sessions[0]?.RoleSessionName).toBe("batchmate-system");
  });

  test("is neither there nor missing when the look itself fails", async () => {
    const broken = { refusal: [500, "ServerException"] } as const;
    batchAnswers("/v1/listjobs", broken, broken, broken);
    await expect(find()).rejects.toMatchObject({ name: "AwsTrouble", kind: "unknown" });
  });
});

describe("the failed children of an array", () => {
  const child = (index: number) => ({
    jobId: `3fa9:${index}`,
    arrayProperties: { index },
    container: { exitCode: 1 },
  });
  const list = () => batchJobs(accounts).failedChildren(ownPi, id("3fa9"));

  test("are listed page after page", async () => {
    const asked = batchAnswers(
      "/v1/listjobs",
      { body: { jobSummaryList: [child(3)], nextToken: "p2" } },
      { body: { jobSummaryList: [child(1)] } },
    );
    expect(await list()).toMatchObject([
      { jobId: "3fa9:3", container: { exitCode: 1 } },
      { jobId: "3fa9:1" },
    ]);
    const query = { arrayJobId: "3fa9", jobStatus: "FAILED" };
    expect(asked.map(({ body }) => body)).toEqual([query, { ...query, nextToken: "p2" }]);
  });

  test("are listed as far as an array can have any, however many pages AWS promises", async () => {
    const page = { body: { jobSummaryList: [child(1)], nextToken: "more" } };
    const asked = batchAnswers("/v1/listjobs", ...Array.from({ length: limits.listPages }, () => page));
    expect(await list()).toHaveLength(limits.listPages);
    expect(asked).toHaveLength(limits.listPages);
  });
});

describe("a job is stopped", () => {
  const stop = () =>
    batchJobs(accounts).terminate(ownPi, jblow, { batchId: id("3fa9"), reason: "jblow: wrong genome" });

  test("with the reason", async () => {
    const asked = batchAnswers("/v1/terminatejob", { body: {} });
    await stop();
    expect(asked[0]?.body).toEqual({ jobId: "3fa9", reason: "jblow: wrong genome" });
  });

  test("by asking again where AWS was broken: twice stopped is stopped", async () => {
    const asked = batchAnswers("/v1/terminatejob", { refusal: [500, "ServerException"] }, { body: {} });
    await stop();
    expect(asked).toHaveLength(2);
  });

  test("not, where the person may not", async () => {
    batchAnswers("/v1/terminatejob", { refusal: [403, "AccessDeniedException"] });
    await expect(stop()).rejects.toMatchObject({ kind: "permanent", code: "AccessDeniedException" });
  });
});
