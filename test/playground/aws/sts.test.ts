import { ListJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, clientsOf, type Lab, openLab, otherAccount } from "./support/local-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const role = `arn:aws:iam::${otherAccount}:role/batchmate`;
const session = { RoleArn: role, RoleSessionName: "batchmate-jblow", ExternalId: "lab-secret" };

async function assume(input: Partial<AssumeRoleCommandInput>) {
  const answer = await lab.sts.send(new AssumeRoleCommand({ ...session, ...input }));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { answer, keys, clients: clientsOf(lab.aws.url, keys) };
}

test("an account's own key is its user", async () => {
  await expect(lab.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: account,
    Arn: `arn:aws:iam::${account}:user/local`,
  });
});

test("an assumed role works in its own account, and its calls carry who it is for", async () => {
  const Tags = [
    { Key: "pi", Value: "peters-u" },
    { Key: "member", Value: "U0JBLOW" },
  ];
  const { answer, clients } = await assume({ SourceIdentity: "U0JBLOW", Tags });
  expect(answer.Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  expect(answer.AssumedRoleUser?.Arn).toBe(
    `arn:aws:sts::${otherAccount}:assumed-role/batchmate/batchmate-jblow`,
  );
  const submission = { jobName: "hello", jobQueue: "default", jobDefinition: "hello" };
  const { jobArn } = await clients.batch.send(new SubmitJobCommand(submission));
  expect(jobArn).toContain(`:${otherAccount}:job/`);
  expect(lab.aws.calls().at(-1)).toMatchObject({
    operation: "SubmitJob",
    account: otherAccount,
    sessionName: "batchmate-jblow",
    sourceIdentity: "U0JBLOW",
    sessionTags: { pi: "peters-u", member: "U0JBLOW" },
  });
});

test.each([
  ["without its external id", { ExternalId: undefined }],
  ["with a wrong external id", { ExternalId: "guess" }],
  ["that nobody made", { RoleArn: `arn:aws:iam::${otherAccount}:role/none` }],
])("a role %s is denied", async (_how, input) => {
  await expect(assume(input as Partial<AssumeRoleCommandInput>)).rejects.toMatchObject({
    name: "AccessDenied",
    $metadata: { httpStatusCode: 403 },
  });
});

test("a source identity stays with the session through role chaining", async () => {
  const { clients } = await assume({ SourceIdentity: "U0JBLOW" });
  const chained = { RoleArn: `arn:aws:iam::${account}:role/open`, RoleSessionName: "chained" };
  await expect(
    clients.sts.send(new AssumeRoleCommand({ ...chained, SourceIdentity: "U0OTHER" })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(clients.sts.send(new AssumeRoleCommand(chained))).resolves.toMatchObject({
    SourceIdentity: "U0JBLOW",
  });
});

test.each([
  ["a session name with a blank", { RoleSessionName: "joe blow" }],
  ["a duration below a quarter of an hour", { DurationSeconds: 60 }],
])("%s is invalid", async (_what, input) => {
  await expect(assume(input)).rejects.toMatchObject({ name: "ValidationError" });
});

test("a session token that is not the key's own is not recognized", async () => {
  const { keys } = await assume({});
  const { batch } = clientsOf(lab.aws.url, { ...keys, sessionToken: "stolen" });
  await expect(batch.send(new ListJobsCommand({ jobQueue: "default" }))).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
});

test("a session that has ended is told so", async () => {
  const { clients } = await assume({});
  lab.aws.expireSessions();
  await expect(clients.batch.send(new ListJobsCommand({ jobQueue: "default" }))).rejects.toMatchObject({
    name: "ExpiredTokenException",
  });
});
