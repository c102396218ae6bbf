import * as batch from "@aws-sdk/client-batch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as events from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coverage, type Operation, type Service } from "../../../src/playground/aws/coverage.ts";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";

let lab: Lab;
let job: { jobId: string; jobArn: string };
let connectionArn: string;
let destinationArn: string;
let QueueUrl: string | undefined;

beforeAll(async () => {
  lab = await openLab();
  const submitted = await lab.batch.send(new batch.SubmitJobCommand(hello));
  job = { jobId: submitted.jobId ?? "", jobArn: submitted.jobArn ?? "" };
  lab.aws.putLog(account, "/aws/batch/job", "hello/default/1", [{ timestamp: 1, message: "hello" }]);
  ({ QueueUrl } = await lab.sqs.send(new sqs.CreateQueueCommand({ QueueName: "events" })));
  for (const name of ["kept", "doomed"]) {
    const made = await lab.events.send(new events.CreateConnectionCommand(connection(name)));
    connectionArn = made.ConnectionArn ?? "";
    const destination = await lab.events.send(new events.CreateApiDestinationCommand(apiDestination(name)));
    destinationArn = destination.ApiDestinationArn ?? "";
    await lab.events.send(new events.PutRuleCommand({ Name: name, EventPattern }));
  }
});
afterAll(() => lab.close());

const hello = { jobName: "hello", jobQueue: "default", jobDefinition: "hello" };
const EventPattern = '{"source":["aws.batch"]}';

function connection(Name: string): events.CreateConnectionCommandInput {
  const ApiKeyAuthParameters = { ApiKeyName: "x-api-key", ApiKeyValue: "secret" };
  return { Name, AuthorizationType: "API_KEY", AuthParameters: { ApiKeyAuthParameters } };
}

function apiDestination(Name: string): events.CreateApiDestinationCommandInput {
  const InvocationEndpoint = "http://127.0.0.1:9/aws/events";
  return { Name, ConnectionArn: connectionArn, InvocationEndpoint, HttpMethod: "POST" };
}

const event = JSON.stringify({
  id: "1",
  account,
  source: "aws.batch",
  time: "2026-01-01T00:00:00Z",
  region,
  resources: [],
  "detail-type": "x",
});
const stream = { logGroupName: "/aws/batch/job", logStreamName: "hello/default/1" };
const roleArn = `arn:aws:iam::${account}:role/open`;
const reason = "no longer needed";

/** A message that somebody has just received. */
async function inHand(): Promise<{ QueueUrl: string | undefined; ReceiptHandle: string | undefined }> {
  await lab.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
  const { Messages } = await lab.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl }));
  return { QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle };
}

const calls: { [S in Service]: Record<Operation<S>, () => Promise<unknown>> } = {
  batch: {
    CancelJob: () => lab.batch.send(new batch.CancelJobCommand({ jobId: job.jobId, reason })),
    CancelJobs: () => lab.batch.send(new batch.CancelJobsCommand({ jobs: [job.jobId], reason })),
    DeregisterJobDefinition: () =>
      lab.batch.send(new batch.DeregisterJobDefinitionCommand({ jobDefinition: "shell:1" })),
    DescribeComputeEnvironments: () => lab.batch.send(new batch.DescribeComputeEnvironmentsCommand({})),
    DescribeJobDefinitions: () => lab.batch.send(new batch.DescribeJobDefinitionsCommand({})),
    DescribeJobQueues: () => lab.batch.send(new batch.DescribeJobQueuesCommand({})),
    DescribeJobs: () => lab.batch.send(new batch.DescribeJobsCommand({ jobs: [job.jobId] })),
    GetJobQueueSnapshot: () => lab.batch.send(new batch.GetJobQueueSnapshotCommand({ jobQueue: "default" })),
    ListJobs: () => lab.batch.send(new batch.ListJobsCommand({ jobQueue: "default" })),
    ListTagsForResource: () =>
      lab.batch.send(new batch.ListTagsForResourceCommand({ resourceArn: job.jobArn })),
    RegisterJobDefinition: () =>
      lab.batch.send(
        new batch.RegisterJobDefinitionCommand({
          jobDefinitionName: "new",
          type: "container",
          containerProperties: { image: "busybox", command: ["true"] },
        }),
      ),
    SubmitJob: () => lab.batch.send(new batch.SubmitJobCommand(hello)),
    TagResource: () =>
      lab.batch.send(new batch.TagResourceCommand({ resourceArn: job.jobArn, tags: { pi: "peters-u" } })),
    TerminateJob: () => lab.batch.send(new batch.TerminateJobCommand({ jobId: job.jobId, reason })),
    TerminateJobs: () => lab.batch.send(new batch.TerminateJobsCommand({ jobs: [job.jobId], reason })),
    UntagResource: () =>
      lab.batch.send(new batch.UntagResourceCommand({ resourceArn: job.jobArn, tagKeys: ["pi"] })),
  },
  logs: {
    DescribeLogGroups: () => lab.logs.send(new logs.DescribeLogGroupsCommand({})),
    DescribeLogStreams: () =>
      lab.logs.send(new logs.DescribeLogStreamsCommand({ logGroupName: "/aws/batch/job" })),
    FilterLogEvents: () => lab.logs.send(new logs.FilterLogEventsCommand({ logGroupName: "/aws/batch/job" })),
    GetLogEvents: () => lab.logs.send(new logs.GetLogEventsCommand(stream)),
  },
  events: {
    CreateApiDestination: () =>
      lab.events.send(new events.CreateApiDestinationCommand(apiDestination("new"))),
    CreateConnection: () => lab.events.send(new events.CreateConnectionCommand(connection("new"))),
    DeleteApiDestination: () => lab.events.send(new events.DeleteApiDestinationCommand({ Name: "new" })),
    DeleteConnection: () => lab.events.send(new events.DeleteConnectionCommand({ Name: "new" })),
    DeleteRule: () => lab.events.send(new events.DeleteRuleCommand({ Name: "doomed" })),
    DescribeApiDestination: () => lab.events.send(new events.DescribeApiDestinationCommand({ Name: "kept" })),
    DescribeConnection: () => lab.events.send(new events.DescribeConnectionCommand({ Name: "kept" })),
    DescribeEventBus: () => lab.events.send(new events.DescribeEventBusCommand({})),
    DescribeRule: () => lab.events.send(new events.DescribeRuleCommand({ Name: "kept" })),
    DisableRule: () => lab.events.send(new events.DisableRuleCommand({ Name: "kept" })),
    EnableRule: () => lab.events.send(new events.EnableRuleCommand({ Name: "kept" })),
    ListApiDestinations: () => lab.events.send(new events.ListApiDestinationsCommand({})),
    ListConnections: () => lab.events.send(new events.ListConnectionsCommand({})),
    ListRules: () => lab.events.send(new events.ListRulesCommand({})),
    ListTargetsByRule: () => lab.events.send(new events.ListTargetsByRuleCommand({ Rule: "kept" })),
    PutEvents: () =>
      lab.events.send(
        new events.PutEventsCommand({ Entries: [{ Source: "lab", DetailType: "ping", Detail: "{}" }] }),
      ),
    PutRule: () => lab.events.send(new events.PutRuleCommand({ Name: "another", EventPattern })),
    PutTargets: () =>
      lab.events.send(
        new events.PutTargetsCommand({
          Rule: "another",
          Targets: [{ Id: "bot", Arn: destinationArn, RoleArn: roleArn }],
        }),
      ),
    RemoveTargets: () => lab.events.send(new events.RemoveTargetsCommand({ Rule: "kept", Ids: ["bot"] })),
    TestEventPattern: () =>
      lab.events.send(new events.TestEventPatternCommand({ EventPattern, Event: event })),
    UpdateApiDestination: () =>
      lab.events.send(new events.UpdateApiDestinationCommand({ Name: "kept", Description: "the bot" })),
    UpdateConnection: () =>
      lab.events.send(new events.UpdateConnectionCommand({ Name: "kept", Description: "the bot" })),
  },
  sqs: {
    ChangeMessageVisibility: async () =>
      lab.sqs.send(new sqs.ChangeMessageVisibilityCommand({ ...(await inHand()), VisibilityTimeout: 0 })),
    ChangeMessageVisibilityBatch: async () => {
      const { ReceiptHandle } = await inHand();
      const Entries = [{ Id: "0", ReceiptHandle, VisibilityTimeout: 60 }];
      return lab.sqs.send(new sqs.ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    },
    CreateQueue: () => lab.sqs.send(new sqs.CreateQueueCommand({ QueueName: "another" })),
    DeleteMessage: async () => lab.sqs.send(new sqs.DeleteMessageCommand(await inHand())),
    DeleteMessageBatch: async () => {
      const { ReceiptHandle } = await inHand();
      const Entries = [{ Id: "0", ReceiptHandle }];
      return lab.sqs.send(new sqs.DeleteMessageBatchCommand({ QueueUrl, Entries }));
    },
    GetQueueAttributes: () =>
      lab.sqs.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] })),
    GetQueueUrl: () => lab.sqs.send(new sqs.GetQueueUrlCommand({ QueueName: "events" })),
    PurgeQueue: () => lab.sqs.send(new sqs.PurgeQueueCommand({ QueueUrl })),
    ReceiveMessage: () => lab.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl })),
    SendMessage: () => lab.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "hello" })),
    SendMessageBatch: () =>
      lab.sqs.send(
        new sqs.SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "0", MessageBody: "hello" }] }),
      ),
  },
  sts: {
    AssumeRole: () => lab.sts.send(new sts.AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "test" })),
    GetCallerIdentity: () => lab.sts.send(new sts.GetCallerIdentityCommand({})),
  },
  iam: { GetRole: () => lab.iam.send(new iam.GetRoleCommand({ RoleName: "open" })) },
};

describe.each(Object.keys(coverage) as Service[])("of %s", (service) => {
  // In the table's order, but what creates comes before what deletes.
  const operations = Object.entries(calls[service]);
  test.each(operations)("%s answers a call of the SDK", async (operation, call) => {
    await expect(call()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(lab.aws.calls().at(-1)).toMatchObject({ service, operation, error: undefined });
  });

  test("exactly the listed operations of the SDK are known", async () => {
    const names = Object.keys({ batch, logs, events, sqs, sts, iam }[service])
      .filter((name) => name.endsWith("Command"))
      .map((name) => name.replace(/Command$/, ""));
    const known: string[] = [];
    for (const name of names) if (await isKnown(service, name)) known.push(name);
    expect(known.sort()).toEqual([...coverage[service]].sort());
  });
});

async function isKnown(service: Service, operation: string): Promise<boolean> {
  const { path, method = "POST", target, body = "{}" } = request(service, operation);
  const response = await fetch(lab.aws.url + path, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIALOCAL${account}/20260101/${region}/${service}/aws4_request`,
      ...(target && { "x-amz-target": target }),
    },
    ...(method === "POST" && { body }),
  });
  const text = `${response.headers.get("x-amzn-errortype")} ${await response.text()}`;
  return !/UnknownOperationException|InvalidAction/.test(text);
}

type RawRequest = { path: string; method?: string; target?: string; body?: string };

function request(service: Service, operation: string): RawRequest {
  switch (service) {
    case "batch":
      return { ...(tagRequests[operation] ?? { path: `/v1/${operation.toLowerCase()}` }) };
    case "logs":
      return { path: "/", target: `Logs_20140328.${operation}` };
    case "events":
      return { path: "/", target: `AWSEvents.${operation}` };
    case "sqs":
      return { path: "/", target: `AmazonSQS.${operation}` };
    case "sts":
      return { path: "/", body: `Action=${operation}&Version=2011-06-15` };
    case "iam":
      return { path: "/", body: `Action=${operation}&Version=2010-05-08` };
  }
}

const tagRequests: Record<string, RawRequest> = {
  ListTagsForResource: { path: "/v1/tags/arn", method: "GET" },
  TagResource: { path: "/v1/tags/arn" },
  UntagResource: { path: "/v1/tags/arn", method: "DELETE" },
};
