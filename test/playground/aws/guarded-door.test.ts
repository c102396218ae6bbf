import { request } from "node:http";
import { ClientException, ListJobsCommand, ServerException, SubmitJobCommand } from "@aws-sdk/client-batch";
import { GetLogEventsCommand, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRuleCommand, ResourceNotFoundException as NoSuchRule } from "@aws-sdk/client-eventbridge";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { account, clientsOf, type Lab, openLab, otherAccount, region } from "./support/local-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterEach(() => lab.aws.faults.clear());
afterAll(() => lab.close());

const listing = new ListJobsCommand({ jobQueue: "default" });
const submission = { jobName: "a-job", jobQueue: "default", jobDefinition: "hello" };

test.each([
  ["a foreign Host", { host: "aws.example.com" }],
  ["a foreign port in Host", { host: "127.0.0.1:1" }],
  ["an Origin", { origin: "http://127.0.0.1" }],
])("a request with %s is refused", async (_what, headers) => {
  expect(await statusOf(headers)).toBe(403);
});

test("localhost is as good a name as 127.0.0.1", async () => {
  const { port } = new URL(lab.aws.url);
  expect(await statusOf({ host: `localhost:${port}`, authorization: signedBy(account) })).toBe(200);
});

test("a key nobody issued is not recognized", async () => {
  const { batch } = clientsOf(lab.aws.url, { accessKeyId: "AKIALOCAL999999999999", secretAccessKey: "x" });
  await expect(batch.send(listing)).rejects.toMatchObject({
    name: "UnrecognizedClientException",
    $metadata: { httpStatusCode: 403 },
  });
});

test("a request without a signature is refused", async () => {
  expect(await statusOf({})).toBe(403);
});

test("an account does not see another account's jobs", async () => {
  await lab.batch.send(new SubmitJobCommand(submission));
  const other = clientsOf(lab.aws.url, { accessKeyId: `AKIALOCAL${otherAccount}`, secretAccessKey: "x" });
  const filters = [{ name: "JOB_NAME", values: ["*"] }];
  const { jobSummaryList } = await other.batch.send(new ListJobsCommand({ jobQueue: "default", filters }));
  expect(jobSummaryList).toEqual([]);
});

test("a call signed for another region is refused", async () => {
  const scope = `Credential=AKIALOCAL${account}/20260101/eu-west-1/batch/aws4_request`;
  expect(await statusOf({ authorization: `AWS4-HMAC-SHA256 ${scope}` })).toBe(403);
});

test("Batch's own error arrives as the SDK's ClientException", async () => {
  const error = await lab.batch.send(new ListJobsCommand({ jobQueue: "none" })).catch((caught) => caught);
  expect(error).toBeInstanceOf(ClientException);
  expect(error).toMatchObject({
    name: "ClientException",
    message: "JobQueue none not found.",
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
  });
});

test("a missing log stream and a missing rule arrive as their services' ResourceNotFoundException", async () => {
  lab.aws.putLog(account, "/aws/batch/job", "one", []);
  const read = new GetLogEventsCommand({ logGroupName: "/aws/batch/job", logStreamName: "two" });
  const noStream = await lab.logs.send(read).catch((caught) => caught);
  expect(noStream).toBeInstanceOf(ResourceNotFoundException);
  expect(noStream.message).toBe("The specified log stream does not exist.");
  const noRule = await lab.events.send(new DescribeRuleCommand({ Name: "none" })).catch((caught) => caught);
  expect(noRule).toBeInstanceOf(NoSuchRule);
});

test("a throttled call is TooManyRequestsException with status 429, as often as asked for", async () => {
  lab.aws.faults.add({ service: "batch", operation: "ListJobs", times: 1, effect: { kind: "throttle" } });
  await expect(lab.batch.send(listing)).rejects.toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429 },
  });
  await expect(lab.batch.send(listing)).resolves.toBeDefined();
});

test("a fault of one account leaves the others alone, and ends when taken away", async () => {
  const other = lab.aws.faults.add({ account: otherAccount, effect: { kind: "server-error" } });
  await expect(lab.batch.send(listing)).resolves.toBeDefined();
  other();
  const remove = lab.aws.faults.add({ account, effect: { kind: "server-error" } });
  const error = await lab.batch.send(listing).catch((caught) => caught);
  expect(error).toBeInstanceOf(ServerException);
  remove();
  await expect(lab.batch.send(listing)).resolves.toBeDefined();
});

test.each(["done-but-cut", "done-but-server-error"] as const)(
  "a submission that suffers %s is accepted although its caller hears of an error",
  async (kind) => {
    const before = lab.aws.jobs(account).length;
    lab.aws.faults.add({ operation: "SubmitJob", times: 1, effect: { kind } });
    await expect(lab.batch.send(new SubmitJobCommand(submission))).rejects.toThrow();
    expect(lab.aws.jobs(account)).toHaveLength(before + 1);
  },
);

test("a submission that is cut before is not accepted", async () => {
  const before = lab.aws.jobs(account).length;
  lab.aws.faults.add({ operation: "SubmitJob", times: 1, effect: { kind: "cut" } });
  await expect(lab.batch.send(new SubmitJobCommand(submission))).rejects.toThrow();
  expect(lab.aws.jobs(account)).toHaveLength(before);
});

test("a call that is done but never answered keeps its caller waiting until the caller gives up", async () => {
  const before = lab.aws.jobs(account).length;
  lab.aws.faults.add({ operation: "SubmitJob", times: 1, effect: { kind: "done-but-silent" } });
  const giveUp = new AbortController();
  const answer = lab.batch.send(new SubmitJobCommand(submission), { abortSignal: giveUp.signal });
  await lab.aws.waitUntil(() => lab.aws.jobs(account).length > before);
  giveUp.abort();
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
});

test("a refusal comes in the words it was given", async () => {
  const effect = { kind: "refuse", code: "AccessDeniedException", message: "not you", status: 403 } as const;
  lab.aws.faults.add({ operation: "ListJobs", effect });
  await expect(lab.batch.send(listing)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: "not you",
  });
});

function signedBy(id: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIALOCAL${id}/20260101/${region}/batch/aws4_request`;
}

function statusOf(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${lab.aws.url}/v1/describejobqueues`,
      { method: "POST", headers },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    outgoing.on("error", reject);
    outgoing.end("{}");
  });
}
