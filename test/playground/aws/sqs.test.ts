import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { account, clientsOf, type Lab, openLab, otherAccount, region } from "./support/local-lab.ts";

let lab: Lab;
let QueueUrl: string;

beforeEach(async () => {
  // Long enough for a poll to be looked at while it waits.
  lab = await openLab({ timings: { secondMs: 20 } });
  QueueUrl = await create("events");
});
afterEach(() => lab.close());

async function create(name: string, Attributes: Record<string, string> = {}): Promise<string> {
  const made = await lab.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return made.QueueUrl ?? "";
}

const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

const send = (MessageBody: string, rest: Partial<SendMessageCommandInput> = {}) =>
  lab.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...rest }));

async function receive(rest: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const { Messages = [] } = await lab.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      ...rest,
    }),
  );
  return Messages;
}

const isWaited = () => vi.waitFor(() => expect(lab.aws.messages(arnOf("events")).waiting).toBe(1));

const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

async function attribute(name: "ApproximateNumberOfMessages" | "ApproximateNumberOfMessagesNotVisible") {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
  return Number((await lab.sqs.send(command)).Attributes?.[name]);
}

test("a message is received, is in hand, and once deleted comes no more", async () => {
  const body = '{"who":"Jürgen \u{1f9ec}"}';
  await send(body);
  expect(await attribute("ApproximateNumberOfMessages")).toBe(1);
  const [message, ...more] = await receive();
  expect(more).toEqual([]);
  expect(message?.Body).toBe(body);
  expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: "1" });
  expect(await receive()).toEqual([]);
  expect(await attribute("ApproximateNumberOfMessagesNotVisible")).toBe(1);
  await lab.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  expect(lab.aws.messages(arnOf("events")).all).toEqual([]);
});

test("what is not deleted comes again after its visibility timeout, and is counted", async () => {
  await send("a");
  await receive({ VisibilityTimeout: 10 });
  const again = await receive({ WaitTimeSeconds: 20 });
  expect(again[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
});

test("a receipt of an earlier receiving deletes nothing", async () => {
  await send("a");
  const [first] = await receive({ VisibilityTimeout: 0 });
  const [second] = await receive();
  await lab.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  expect(lab.aws.messages(arnOf("events")).all).toHaveLength(1);
  await lab.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
  expect(lab.aws.messages(arnOf("events")).all).toEqual([]);
});

test("a long poll ends with the first message, and without one when its time is over", async () => {
  const waiting = receive({ WaitTimeSeconds: 20 });
  await isWaited();
  await send("at last");
  expect(bodies(await waiting)).toEqual(["at last"]);
  const startedMs = Date.now();
  expect(await receive({ WaitTimeSeconds: 20 })).toEqual([]);
  // A second lasts 20 ms here.
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(399);
});

test("who has hung up is given nothing", async () => {
  const patience = new AbortController();
  const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
  const waiting = lab.sqs.send(command, { abortSignal: patience.signal });
  await isWaited();
  patience.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  await send("a");
  expect(bodies(await receive({ WaitTimeSeconds: 20 }))).toEqual(["a"]);
});

test("ten at most are received at once", async () => {
  for (let n = 0; n < 12; n += 1) await send(String(n));
  expect(await receive()).toHaveLength(10);
  expect(await receive()).toHaveLength(2);
  await expect(receive({ MaxNumberOfMessages: 11 })).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});

test("a message in hand can be let go at once, or kept for longer", async () => {
  await send("a");
  const [first] = await receive();
  const { ReceiptHandle } = first ?? {};
  await lab.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await receive({ WaitTimeSeconds: 20 })).toHaveLength(1);
  await expect(
    lab.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
  ).rejects.toMatchObject({ name: "MessageNotInflight" });
});

test("messages of a batch are taken or refused one by one", async () => {
  const sent = await lab.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: "a", MessageBody: "a" },
        { Id: "b", MessageBody: "b\u0001" },
      ],
    }),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a"]);
  expect(sent.Failed).toMatchObject([{ Id: "b", SenderFault: true, Code: "InvalidMessageContents" }]);
  const [a] = await receive();
  const Entries = [
    { Id: "a", ReceiptHandle: a?.ReceiptHandle },
    { Id: "none", ReceiptHandle: "none" },
  ];
  const hidden = await lab.sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: Entries.map((entry) => ({ ...entry, VisibilityTimeout: 60 })),
    }),
  );
  expect(hidden.Failed).toMatchObject([{ Id: "none", Code: "ReceiptHandleIsInvalid" }]);
  const deleted = await lab.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(deleted.Successful?.map(({ Id }) => Id)).toEqual(["a"]);
  expect(lab.aws.messages(arnOf("events")).all).toEqual([]);
});

test.each([
  ["EmptyBatchRequest", []],
  [
    "TooManyEntriesInBatchRequest",
    Array.from({ length: 11 }, (_, n) => ({ Id: String(n), MessageBody: "a" })),
  ],
  ["BatchEntryIdsNotDistinct", ["a", "a"].map((Id) => ({ Id, MessageBody: "a" }))],
  ["InvalidBatchEntryId", [{ Id: "a b", MessageBody: "a" }]],
  ["BatchRequestTooLong", ["a", "b"].map((Id) => ({ Id, MessageBody: "a".repeat(600_000) }))],
])("a batch is refused as a whole: %s", async (name, Entries) => {
  await expect(lab.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
    name,
  });
});

test("a message keeps its attributes, and comes after its delay", async () => {
  const MessageAttributes = {
    ERROR_CODE: { DataType: "String", StringValue: "NO" },
    bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2) },
  };
  await send("a", { MessageAttributes, DelaySeconds: 10 });
  expect(await receive()).toEqual([]);
  const [message] = await receive({ WaitTimeSeconds: 20, MessageAttributeNames: ["All"] });
  expect(message?.MessageAttributes).toEqual(MessageAttributes);
});

test("the checksum of attributes is the vendor's", async () => {
  // A pair that other implementations agree on.
  const timestamp = { DataType: "Number", StringValue: "1493147359900" };
  const { MD5OfMessageAttributes } = await send("a", { MessageAttributes: { timestamp } });
  expect(MD5OfMessageAttributes).toBe("235c5c510d26fb653d073faed50ae77c");
});

test("a message that was received too often goes to the dead letters", async () => {
  await create("dead");
  QueueUrl = await create("strict", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 }),
  });
  await send("poisoned");
  for (let n = 0; n < 2; n += 1) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await receive()).toEqual([]);
  expect(lab.aws.messages(arnOf("dead")).all).toMatchObject([{ body: "poisoned" }]);
});

test("a queue can be emptied, once a minute", async () => {
  await send("a");
  await lab.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await attribute("ApproximateNumberOfMessages")).toBe(0);
  await expect(lab.sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: "PurgeQueueInProgress",
  });
});

test("a queue is made once, found by its name, and its attributes are told", async () => {
  expect(await create("events")).toBe(QueueUrl);
  await expect(create("events", { VisibilityTimeout: "60" })).rejects.toMatchObject({
    name: "QueueNameExists",
  });
  await expect(create("a b")).rejects.toMatchObject({ name: "InvalidParameterValue" });
  await expect(create("c", { VisibilityTimeout: "never" })).rejects.toMatchObject({
    name: "InvalidAttributeValue",
  });
  await expect(create("d", { Colour: "red" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
  const found = await lab.sqs.send(new GetQueueUrlCommand({ QueueName: "events" }));
  expect(found.QueueUrl).toBe(QueueUrl);
  const told = await lab.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  expect(told.Attributes).toEqual({ QueueArn: arnOf("events") });
});

test("there is no queue of another name, and another account's is closed", async () => {
  const command = new ReceiveMessageCommand({ QueueUrl: QueueUrl.replace(/events$/, "none") });
  await expect(lab.sqs.send(command)).rejects.toMatchObject({
    name: "QueueDoesNotExist",
    Code: "AWS.SimpleQueueService.NonExistentQueue",
  });
  const { sqs } = clientsOf(lab.aws.url, {
    accessKeyId: `AKIALOCAL${otherAccount}`,
    secretAccessKey: "local",
  });
  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
  sqs.destroy();
});

test.each([
  ["throttle", "RequestThrottled", 403],
  ["server-error", "InternalFailure", 500],
] as const)("it can be in trouble: %s", async (kind, name, status) => {
  lab.aws.faults.add({ service: "sqs", effect: { kind } });
  await expect(receive()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
});
