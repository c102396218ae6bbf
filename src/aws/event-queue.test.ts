import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { onlyExpectedAwsCalls } from "../../test/support/aws-nock.ts";
import { breakingAddress, refusingAddress, silentAddress } from "../../test/support/loopback.ts";
import { limits } from "../domain/limits.ts";
import { type EventQueue, type EventQueueOptions, openEventQueue } from "./event-queue.ts";

onlyExpectedAwsCalls();

const url = "https://sqs.us-west-2.amazonaws.com/444455556666/batch-events";
const message = { id: "m1", receipt: "r1", body: "", receives: 1 };
const patience = { waitSeconds: 20, signal: new AbortController().signal };

let queue: EventQueue | undefined;
const open = (options: Partial<EventQueueOptions> = {}): EventQueue => {
  queue = openEventQueue({ url, ...options });
  return queue;
};
afterEach(() => queue?.close());

type Asked = { operation: string; body: Record<string, unknown>; scope: string };

/** SQS at this host answers once. */
function sqsAnswers(host: string, answer: object, status = 200): Asked[] {
  const asked: Asked[] = [];
  nock(host)
    .post("/")
    .reply(async (request: Request) => {
      asked.push({
        operation: request.headers.get("x-amz-target") ?? "",
        body: (await request.json()) as Record<string, unknown>,
        scope: /Credential=\S+/.exec(request.headers.get("authorization") ?? "")?.[0] ?? "",
      });
      return [status, answer, { "content-type": "application/x-amz-json-1.0" }];
    });
  return asked;
}

test("up to ten messages are waited for, hidden from others, and told with how often they came", async () => {
  const md5 = "5d41402abc4b2a76b9719d911017c592";
  const asked = sqsAnswers("https://sqs.us-west-2.amazonaws.com", {
    Messages: [
      {
        MessageId: "m1",
        ReceiptHandle: "r1",
        Body: "hello",
        MD5OfBody: md5,
        Attributes: { ApproximateReceiveCount: "3" },
      },
      { MessageId: "m2", ReceiptHandle: "r2", Body: "hello", MD5OfBody: md5 },
    ],
  });
  expect(await open().receive(patience)).toEqual([
    { id: "m1", receipt: "r1", body: "hello", receives: 3 },
    { id: "m2", receipt: "r2", body: "hello", receives: 1 },
  ]);
  expect(asked[0]).toMatchObject({
    operation: "AmazonSQS.ReceiveMessage",
    body: {
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: limits.queueHiddenSeconds,
    },
  });
});

test("no message is an empty list", async () => {
  sqsAnswers("https://sqs.us-west-2.amazonaws.com", {});
  expect(await open().receive(patience)).toEqual([]);
});

test("messages are deleted together, and those that were not are counted", async () => {
  const asked = sqsAnswers("https://sqs.us-west-2.amazonaws.com", {
    Successful: [{ Id: "0" }],
    Failed: [{ Id: "1", SenderFault: false, Code: "InternalError" }],
  });
  expect(await open().remove([message, { ...message, receipt: "r2" }])).toBe(1);
  expect(asked[0]).toMatchObject({
    operation: "AmazonSQS.DeleteMessageBatch",
    body: {
      Entries: [
        { Id: "0", ReceiptHandle: "r1" },
        { Id: "1", ReceiptHandle: "r2" },
      ],
    },
  });
});

test("messages are let go for later together", async () => {
  const asked = sqsAnswers("https://sqs.us-west-2.amazonaws.com", { Successful: [{ Id: "0" }] });
  await open().release([message], 7);
  expect(asked[0]).toMatchObject({
    operation: "AmazonSQS.ChangeMessageVisibilityBatch",
    body: { Entries: [{ Id: "0", ReceiptHandle: "r1", VisibilityTimeout: 7 }] },
  });
});

test.each([
  [url, "us-west-2"],
  ["https://sqs.us-gov-west-1.amazonaws.com/444455556666/q", "us-gov-west-1"],
  ["https://sqs-fips.us-east-1.amazonaws.com/444455556666/q", "us-east-1"],
  ["https://vpce-0a1-b2.sqs.eu-central-1.vpce.amazonaws.com/444455556666/q", "eu-central-1"],
  ["https://us-east-2.queue.amazonaws.com/444455556666/q", "us-east-2"],
  ["https://sqs.cn-north-1.amazonaws.com.cn/444455556666/q", "cn-north-1"],
])("the call to %s is signed for the region in it", async (address, region) => {
  const asked = sqsAnswers(new URL(address).origin, {});
  await open({ url: address, region: "ap-south-1" }).receive(patience);
  expect(asked[0]?.scope).toContain(`/${region}/sqs/`);
  expect(asked[0]?.body.QueueUrl).toBe(address);
});

test("another endpoint is asked about the same queue, and an address without a region has ours", async () => {
  const asked = sqsAnswers("https://queues.example.org", {});
  const given = { url: "http://127.0.0.1:1/444455556666/q", endpoint: "https://queues.example.org" };
  await open({ ...given, region: "ap-south-1" }).receive(patience);
  expect(asked[0]).toMatchObject({ body: { QueueUrl: given.url } });
  expect(asked[0]?.scope).toContain("/ap-south-1/sqs/");
});

test.each([
  ["com.amazonaws.sqs#QueueDoesNotExist", 400, "permanent", "QueueDoesNotExist"],
  ["com.amazonaws.sqs#RequestThrottled", 403, "later", "RequestThrottled"],
  ["com.amazonaws.sqs#OverLimit", 403, "later", "OverLimit"],
  ["com.amazon.coral.service#AccessDeniedException", 400, "permanent", "AccessDeniedException"],
])("%s is told as it is", async (__type, status, kind, code) => {
  // What is throttled is tried three times.
  const times = kind === "later" && code === "RequestThrottled" ? 3 : 1;
  for (let n = 0; n < times; n += 1)
    sqsAnswers("https://sqs.us-west-2.amazonaws.com", { __type, message: "no" }, status);
  await expect(open().receive(patience)).rejects.toMatchObject({ name: "AwsTrouble", kind, code });
});

test("a wait can be broken off", async () => {
  const stopping = new AbortController();
  const receiving = open({ endpoint: await silentAddress() }).receive({
    waitSeconds: 20,
    signal: stopping.signal,
  });
  stopping.abort();
  await expect(receiving).rejects.toMatchObject({ name: "AwsTrouble", code: "AbortError" });
});

test("trouble on the way is told as it is, and a wait is not taken for silence", async () => {
  const refused = open({ endpoint: await refusingAddress() });
  await expect(refused.receive(patience)).rejects.toMatchObject({ kind: "later", code: "ECONNREFUSED" });
  const broken = open({ endpoint: await breakingAddress() });
  await expect(broken.remove([message])).rejects.toMatchObject({ kind: "unknown" });
  const silent = open({ endpoint: await silentAddress(), requestTimeoutMs: 50 });
  await expect(silent.release([message], 0)).rejects.toMatchObject({ kind: "unknown", code: "TimeoutError" });
  await expect(silent.receive({ ...patience, waitSeconds: 0.1 })).rejects.toMatchObject({
    code: "TimeoutError",
  });
});
