import { expect, test } from "vitest";
import { letsTasksIn } from "./trust-policy.ts";

const allow = {
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
};
const inAccount = { StringEquals: { "aws:SourceAccount": "111122223333" } };
const document = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });

test.each<[string, unknown]>([
  ["names the service", [allow]],
  ["has one statement without a list", allow],
  [
    "names it among others",
    [{ ...allow, Principal: { Service: ["ec2.amazonaws.com", allow.Principal.Service] } }],
  ],
  ["allows it among other actions", [{ ...allow, Action: ["sts:TagSession", "sts:AssumeRole"] }]],
  ["allows all of STS", [{ ...allow, Action: "sts:*" }]],
  ["writes the action in another case", [{ ...allow, Action: "STS:assumerole" }]],
  ["asks for the account", [{ ...allow, Condition: inAccount }]],
  ["has a statement that nobody understands beside it", [{ Effect: "Perhaps" }, allow]],
  [
    "denies another service",
    [allow, { ...allow, Effect: "Deny", Principal: { Service: "ec2.amazonaws.com" } }],
  ],
  ["denies it in some other account only", [allow, { ...allow, Effect: "Deny", Condition: inAccount }]],
])("containers run as a role whose policy %s", (_, statements) => {
  expect(letsTasksIn(document(statements))).toBe(true);
});

test.each<[string, string]>([
  ["names another service", document([{ ...allow, Principal: { Service: "ec2.amazonaws.com" } }])],
  ["names accounts only", document([{ ...allow, Principal: { AWS: "arn:aws:iam::111122223333:root" } }])],
  ["allows another action", document([{ ...allow, Action: "sts:TagSession" }])],
  ["denies it", document([allow, { ...allow, Effect: "Deny" }])],
  ["denies everybody", document([allow, { ...allow, Effect: "Deny", Principal: "*" }])],
  ["allows everybody, which is no service", document([{ ...allow, Principal: "*" }])],
  ["says nothing", document([])],
  ["is no policy", "[]"],
  ["is no JSON", "trust me"],
])("no container runs as a role whose policy %s", (_, policy) => {
  expect(letsTasksIn(policy)).toBe(false);
});
