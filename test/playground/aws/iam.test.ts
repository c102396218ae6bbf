import { GetRoleCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, clientsOf, type Lab, openLab, otherAccount } from "./support/local-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

async function roleOf(RoleName: string) {
  const { Role } = await lab.iam.send(new GetRoleCommand({ RoleName }));
  const [statement] = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).Statement;
  return { Role, statement };
}

test("a role for containers says that their service takes it on, and nobody else can", async () => {
  const { Role, statement } = await roleOf("jobs");
  const Arn = `arn:aws:iam::${account}:role/labs/jobs`;
  expect(Role).toMatchObject({ Arn, RoleName: "jobs", Path: "/labs/" });
  expect(statement).toMatchObject({ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" } });
  const session = { RoleArn: Arn, RoleSessionName: "somebody" };
  await expect(lab.sts.send(new AssumeRoleCommand(session))).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a role with an external id asks for it in its trust policy", async () => {
  const { statement } = await roleOf("batchmate");
  expect(statement.Condition).toEqual({ StringEquals: { "sts:ExternalId": "lab-secret" } });
});

test("what nobody made, and what another account has, is not there", async () => {
  await expect(roleOf("none")).rejects.toBeInstanceOf(NoSuchEntityException);
  const other = clientsOf(lab.aws.url, { accessKeyId: `AKIALOCAL${otherAccount}`, secretAccessKey: "local" });
  const { Role } = await other.iam.send(new GetRoleCommand({ RoleName: "open" }));
  expect(Role?.Arn).toBe(`arn:aws:iam::${otherAccount}:role/open`);
});

test("a name that no role can have is told so", async () => {
  await expect(roleOf("no such")).rejects.toMatchObject({ name: "ValidationError" });
});
