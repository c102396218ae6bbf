import { describe, expect, test } from "vitest";
import { type QueueRule, queueRouteFindings } from "./queue-route.ts";

const url = "https://sqs.us-west-2.amazonaws.com/444455556666/batch-events";
const Arn = "arn:aws:sqs:us-west-2:444455556666:batch-events";
const both = ["Batch Job State Change", "Batch Job Queue Blocked"];
const rule = (changes: Partial<QueueRule> = {}): QueueRule => ({
  name: "to-batchmate",
  enabled: true,
  pattern: { source: ["aws.batch"], "detail-type": both },
  targets: [{ Id: "queue", Arn }],
  ...changes,
});
const found = (...rules: QueueRule[]) => queueRouteFindings(rules, url).map(({ sentence }) => sentence);
const none = both.map((kind) => `No rule of the default bus sends "${kind}" events to the queue.`);

describe("the road to the queue carries", () => {
  test.each<[string, QueueRule[]]>([
    ["by one rule for both kinds", [rule()]],
    ["by a rule for all of Batch", [rule({ pattern: { source: ["aws.batch"] } })]],
    [
      "by a rule for each kind",
      both.map((kind) => rule({ pattern: { source: ["aws.batch"], "detail-type": [kind] } })),
    ],
    ["though another rule that leads there is disabled", [rule({ enabled: false }), rule()]],
  ])("%s", (_, rules) => {
    expect(found(...rules)).toEqual([]);
  });
});

test.each<[string, Partial<QueueRule>]>([
  ["another queue", { targets: [{ Id: "q", Arn: `${Arn}-2` }] }],
  ["the queue of another account", { targets: [{ Id: "q", Arn: Arn.replace("4444", "9999") }] }],
  ["nowhere", { targets: [] }],
])("a rule that leads to %s is none", (_, changes) => {
  expect(found(rule(changes))).toEqual(none);
});

test.each([
  ["other services", { source: ["aws.ec2"] }],
  ["only some jobs", { source: ["aws.batch"], "detail-type": both, detail: { status: ["FAILED"] } }],
  ["nothing", undefined],
])("a rule for %s is none", (_, pattern) => {
  expect(found(rule({ pattern }))).toEqual(none);
});

test("a rule for one kind leaves the other out", () => {
  const pattern = { source: ["aws.batch"], "detail-type": [both[0]] };
  expect(found(rule({ pattern }))).toEqual([none[1]]);
});

test("a rule that is disabled, or changes the event, is named", () => {
  expect(found(rule({ enabled: false }))[0]).toBe("The rule to-batchmate is disabled.");
  expect(found(rule({ targets: [{ Id: "q", Arn, InputPath: "$.detail" }] }))[0]).toBe(
    "The rule to-batchmate changes the event on its way; it must be sent whole.",
  );
});

test("what a central bus does with the events can not be seen, which is no proof against it", () => {
  const bus = { Id: "bus", Arn: "arn:aws:events:us-west-2:444455556666:event-bus/central" };
  const findings = queueRouteFindings([rule({ targets: [bus] })], url);
  expect(findings.map(({ weight }) => weight)).toEqual(["weak", "weak"]);
  expect(found(rule({ targets: [bus], enabled: false }))).toEqual(none);
});
