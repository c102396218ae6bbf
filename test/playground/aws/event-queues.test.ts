import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  account,
  clientsOf,
  type Lab,
  openLab,
  openReceiver,
  otherAccount,
  region,
} from "./support/local-lab.ts";

let lab: Lab;
let other: ReturnType<typeof clientsOf>;

beforeEach(async () => {
  lab = await openLab();
  other = clientsOf(lab.aws.url, { accessKeyId: `AKIALOCAL${otherAccount}`, secretAccessKey: "local" });
  await lab.sqs.send(new CreateQueueCommand({ QueueName: "events" }));
  await other.sqs.send(new CreateQueueCommand({ QueueName: "events" }));
});
afterEach(async () => {
  for (const client of Object.values(other)) client.destroy();
  await lab.close();
});

const own = `arn:aws:sqs:${region}:${account}:events`;
const foreign = `arn:aws:sqs:${region}:${otherAccount}:events`;
const foreignBus = `arn:aws:events:${region}:${otherAccount}:event-bus/default`;
const RoleArn = `arn:aws:iam::${account}:role/open`;
const EventPattern = '{"source":["batchmate"]}';

async function aim(target: Omit<Target, "Id">, events = lab.events): Promise<void> {
  await events.send(new PutRuleCommand({ Name: "bot", EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: "bot", Targets: [{ Id: "bot", ...target } as Target] }));
}

async function ping(): Promise<string> {
  const entry = { Source: "batchmate", DetailType: "ping", Detail: '{"n":1}' };
  const { Entries } = await lab.events.send(new PutEventsCommand({ Entries: [entry] }));
  return Entries?.[0]?.EventId ?? "";
}

const idsIn = (arn: string) => lab.aws.messages(arn).all.map(({ body }) => JSON.parse(body).id);

test("a rule brings the whole event to a queue of its account", async () => {
  await aim({ Arn: own });
  const id = await ping();
  expect(lab.aws.messages(own).all.map(({ body }) => JSON.parse(body))).toMatchObject([
    { id, account, "detail-type": "ping", detail: { n: 1 } },
  ]);
  expect(lab.aws.deliveries()).toMatchObject([{ eventId: id, destination: own, outcome: "delivered" }]);
});

test("another account's queue needs a role, and gets the event in the lab's name", async () => {
  await expect(aim({ Arn: foreign })).rejects.toMatchObject({ name: "ValidationException" });
  await aim({ Arn: foreign, RoleArn });
  const id = await ping();
  expect(idsIn(foreign)).toEqual([id]);
  expect(JSON.parse(lab.aws.messages(foreign).all[0]?.body ?? "").account).toBe(account);
});

test("by way of a central bus an event comes to the queue beside it", async () => {
  await aim({ Arn: foreignBus, RoleArn });
  await aim({ Arn: foreign }, other.events);
  const id = await ping();
  expect(idsIn(foreign)).toEqual([id]);
});

test("an event goes from bus to bus once", async () => {
  await aim({ Arn: foreignBus, RoleArn });
  await aim({ Arn: `arn:aws:events:${region}:${account}:event-bus/default`, RoleArn }, other.events);
  await ping();
  expect(lab.aws.deliveries()).toEqual([]);
});

test("where there is no such queue the event is a dead letter", async () => {
  const DeadLetterConfig = { Arn: own };
  await aim({ Arn: `${own}-none`, DeadLetterConfig });
  const id = await ping();
  expect(lab.aws.deadLetters()).toMatchObject([{ event: { id }, deadLetterArn: own }]);
  expect(idsIn(own)).toEqual([id]);
});

test("a dead letter of a webhook lies in its queue and says why", async () => {
  const receiver = await openReceiver();
  receiver.answerWith(() => ({ status: 403 }));
  const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: "s3cret" } };
  const connection = await lab.events.send(
    new CreateConnectionCommand({ Name: "bot", AuthorizationType: "API_KEY", AuthParameters }),
  );
  const { ApiDestinationArn: Arn } = await lab.events.send(
    new CreateApiDestinationCommand({
      Name: "bot",
      ConnectionArn: connection.ConnectionArn,
      InvocationEndpoint: receiver.url,
      HttpMethod: "POST",
    }),
  );
  await aim({ Arn, RoleArn, DeadLetterConfig: { Arn: own } });
  const id = await ping();
  await lab.aws.waitUntil(() => lab.aws.deadLetters().length === 1);
  const QueueUrl = `${lab.aws.url}/${account}/events`;
  const received = await lab.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] }),
  );
  const [message] = received.Messages ?? [];
  expect(JSON.parse(message?.Body ?? "").id).toBe(id);
  expect(message?.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: "API_DESTINATION_FAILED" },
    ERROR_MESSAGE: { StringValue: "status 403" },
  });
  await receiver.close();
});
