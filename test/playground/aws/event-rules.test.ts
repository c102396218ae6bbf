import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DeleteRuleCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";

let lab: Lab;
let connectionArn: string;
let destinationArn: string;
const RoleArn = `arn:aws:iam::${account}:role/events`;
const EventPattern = '{"source":["aws.batch"]}';
const apiKey = (ApiKeyValue: string) => ({ ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue } });

beforeAll(async () => {
  lab = await openLab();
  const connection = await lab.events.send(
    new CreateConnectionCommand({
      Name: "bot",
      AuthorizationType: "API_KEY",
      AuthParameters: apiKey("s3cret"),
    }),
  );
  connectionArn = connection.ConnectionArn ?? "";
  const destination = await lab.events.send(
    new CreateApiDestinationCommand({
      Name: "bot",
      ConnectionArn: connectionArn,
      InvocationEndpoint: "http://127.0.0.1:9/",
      HttpMethod: "POST",
      InvocationRateLimitPerSecond: 20,
    }),
  );
  destinationArn = destination.ApiDestinationArn ?? "";
});
afterAll(() => lab.close());

const event = {
  version: "0",
  id: "1",
  account,
  source: "aws.batch",
  time: "2026-01-01T00:00:00Z",
  region,
  resources: ["arn:one", "arn:two"],
  "detail-type": "Batch Job State Change",
  detail: {
    status: "FAILED",
    jobName: "jblow-Align-x7",
    attempts: [{ exitCode: 1 }, { exitCode: 137 }],
    arrayProperties: { size: 3 },
    container: { reason: null },
  },
};

test.each([
  ["an exact value", { source: ["aws.batch"] }, true],
  ["another value", { source: ["aws.ecs"] }, false],
  ["one of several", { detail: { status: ["SUCCEEDED", "FAILED"] } }, true],
  ["two fields of which one differs", { source: ["aws.batch"], detail: { status: ["RUNNING"] } }, false],
  ["an element of a list", { resources: ["arn:two"] }, true],
  ["a prefix", { detail: { jobName: [{ prefix: "jblow-" }] } }, true],
  ["a prefix of other case", { detail: { jobName: [{ prefix: "JBLOW-" }] } }, false],
  [
    "a prefix whatever its case",
    { detail: { jobName: [{ prefix: { "equals-ignore-case": "JBLOW-" } }] } },
    true,
  ],
  ["a suffix", { detail: { jobName: [{ suffix: "-x7" }] } }, true],
  ["anything but this value", { detail: { status: [{ "anything-but": "FAILED" }] } }, false],
  ["anything but other values", { detail: { status: [{ "anything-but": ["RUNNING", "STARTING"] }] } }, true],
  ["anything but this prefix", { detail: { jobName: [{ "anything-but": { prefix: "jblow" } }] } }, false],
  ["a field that is there", { detail: { jobName: [{ exists: true }] } }, true],
  ["a null, which is there too", { detail: { container: { reason: [{ exists: true }] } } }, true],
  ["a field that is not", { detail: { arrayProperties: { index: [{ exists: false }] } } }, true],
  ["a field of an object that is not", { detail: { nodeProperties: { index: [{ exists: false }] } } }, true],
  ["a number in a range", { detail: { arrayProperties: { size: [{ numeric: [">", 1, "<=", 3] }] } } }, true],
  ["a number out of range", { detail: { arrayProperties: { size: [{ numeric: ["<", 3] }] } } }, false],
  ["a field of an object in a list", { detail: { attempts: { exitCode: [137] } } }, true],
  ["no case", { detail: { jobName: [{ "equals-ignore-case": "JBLOW-ALIGN-X7" }] } }, true],
  ["a wildcard", { detail: { jobName: [{ wildcard: "jblow-*-x?" }] } }, false],
  ["a wildcard in the middle", { detail: { jobName: [{ wildcard: "jblow-*-x7" }] } }, true],
  ["either of two patterns", { $or: [{ source: ["x"] }, { account: [account] }] }, true],
])("a pattern for %s matches as EventBridge does", async (_what, pattern, expected) => {
  const ask = new TestEventPatternCommand({
    EventPattern: JSON.stringify(pattern),
    Event: JSON.stringify(event),
  });
  await expect(lab.events.send(ask)).resolves.toMatchObject({ Result: expected });
});

test.each([
  ["no JSON", "{"],
  ["a value that is no list", '{"source":"aws.batch"}'],
  ["an empty list", '{"source":[]}'],
  ["an unknown comparison", '{"source":[{"like":"x"}]}'],
  ["numbers without comparisons", '{"detail":{"n":[{"numeric":[1]}]}}'],
  ["more than 2048 characters", `{"source":["${"x".repeat(2048)}"]}`],
])("a pattern with %s is invalid", async (_what, pattern) => {
  await expect(
    lab.events.send(new PutRuleCommand({ Name: "bad", EventPattern: pattern })),
  ).rejects.toMatchObject({
    name: "InvalidEventPatternException",
  });
});

test("a rule is put, described, listed, disabled and deleted", async () => {
  const Name = "batchmate";
  const { RuleArn } = await lab.events.send(
    new PutRuleCommand({ Name, EventPattern, Description: "to the bot" }),
  );
  expect(RuleArn).toBe(`arn:aws:events:${region}:${account}:rule/batchmate`);
  await lab.events.send(new DisableRuleCommand({ Name }));
  await expect(lab.events.send(new DescribeRuleCommand({ Name }))).resolves.toMatchObject({
    Name,
    Arn: RuleArn,
    EventPattern,
    State: "DISABLED",
    Description: "to the bot",
    EventBusName: "default",
  });
  const { Rules } = await lab.events.send(new ListRulesCommand({ NamePrefix: "batch" }));
  expect(Rules?.map((rule) => rule.Name)).toEqual([Name]);
  await lab.events.send(new DeleteRuleCommand({ Name }));
  await expect(lab.events.send(new DescribeRuleCommand({ Name }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a rule with targets keeps them when put again, and cannot be deleted before them", async () => {
  const rule = { Name: "targeted", EventPattern };
  await lab.events.send(new PutRuleCommand(rule));
  const Targets = [{ Id: "bot", Arn: destinationArn, RoleArn }];
  await lab.events.send(new PutTargetsCommand({ Rule: rule.Name, Targets }));
  await lab.events.send(new PutRuleCommand(rule));
  await expect(lab.events.send(new ListTargetsByRuleCommand({ Rule: rule.Name }))).resolves.toMatchObject({
    Targets,
  });
  await expect(lab.events.send(new DeleteRuleCommand({ Name: rule.Name }))).rejects.toThrow(
    "since it has targets",
  );
  await lab.events.send(new RemoveTargetsCommand({ Rule: rule.Name, Ids: ["bot"] }));
  await expect(lab.events.send(new DeleteRuleCommand({ Name: rule.Name }))).resolves.toBeDefined();
});

test.each([
  ["without a role", () => [{ Id: "1", Arn: destinationArn }], "ValidationException"],
  [
    "of a kind that nothing here delivers to",
    () => [{ Id: "1", Arn: "arn:aws:lambda:us-west-2:111122223333:function:collect", RoleArn }],
    "ValidationException",
  ],
  [
    "that does not exist",
    () => [{ Id: "1", Arn: `${destinationArn}x`, RoleArn }],
    "ResourceNotFoundException",
  ],
  [
    "number six",
    () => Array.from({ length: 6 }, (_, n) => ({ Id: `${n}`, Arn: destinationArn, RoleArn })),
    "LimitExceededException",
  ],
])("a target %s is refused", async (_what, targets, name) => {
  await lab.events.send(new PutRuleCommand({ Name: "wanting", EventPattern }));
  await expect(
    lab.events.send(new PutTargetsCommand({ Rule: "wanting", Targets: targets() })),
  ).rejects.toMatchObject({
    name,
  });
});

test("a connection never tells its key again, nor does the call log", async () => {
  const described = await lab.events.send(new DescribeConnectionCommand({ Name: "bot" }));
  expect(described).toMatchObject({
    ConnectionState: "AUTHORIZED",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-api-key" } },
  });
  expect(described.CreationTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  await lab.events.send(new UpdateConnectionCommand({ Name: "bot", AuthParameters: apiKey("n3w") }));
  expect(JSON.stringify([described, lab.aws.calls()])).not.toMatch(/s3cret|n3w/);
});

test("names are taken once", async () => {
  const again = { Name: "bot", AuthorizationType: "API_KEY" as const, AuthParameters: apiKey("x") };
  await expect(lab.events.send(new CreateConnectionCommand(again))).rejects.toMatchObject({
    name: "ResourceAlreadyExistsException",
  });
});

test("an API destination leads to this machine only", async () => {
  const away = { Name: "away", ConnectionArn: connectionArn, HttpMethod: "POST" as const };
  for (const InvocationEndpoint of ["https://example.com/", "http://10.0.0.1/", "file:///etc/passwd"])
    await expect(
      lab.events.send(new CreateApiDestinationCommand({ ...away, InvocationEndpoint })),
    ).rejects.toMatchObject({ name: "ValidationException" });
});

test("an API destination without its connection is inactive", async () => {
  const { ConnectionArn } = await lab.events.send(
    new CreateConnectionCommand({ Name: "gone", AuthorizationType: "API_KEY", AuthParameters: apiKey("x") }),
  );
  const destination = { Name: "orphan", ConnectionArn, InvocationEndpoint: "http://localhost:9/" };
  await lab.events.send(new CreateApiDestinationCommand({ ...destination, HttpMethod: "POST" }));
  await lab.events.send(new DeleteConnectionCommand({ Name: "gone" }));
  await expect(lab.events.send(new DescribeApiDestinationCommand({ Name: "orphan" }))).resolves.toMatchObject(
    {
      ApiDestinationState: "INACTIVE",
      InvocationRateLimitPerSecond: 300,
    },
  );
});

test("nobody but AWS sends events as AWS", async () => {
  const entry = { DetailType: "ping", Detail: '{"from":"doctor"}' };
  const Entries = [
    { ...entry, Source: "aws.batch" },
    { ...entry, Source: "batchmate" },
    { ...entry, Source: "batchmate", Detail: "[" },
  ];
  await expect(lab.events.send(new PutEventsCommand({ Entries }))).resolves.toMatchObject({
    FailedEntryCount: 2,
    Entries: [
      { ErrorCode: "NotAuthorizedForSourceException" },
      { EventId: expect.any(String) },
      { ErrorCode: "MalformedDetail" },
    ],
  });
  expect(lab.aws.events().at(-1)).toMatchObject({ source: "batchmate", account, detail: { from: "doctor" } });
});
