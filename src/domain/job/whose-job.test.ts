import { expect, test } from "vitest";
import { aPi, labsOf } from "../../../test/fixtures/a-pi.ts";
import type { AccountId, PiName } from "../ids.ts";
import { type JobMarks, type JobsPi, whoseJob } from "./whose-job.ts";

const [own, shared, foreign] = ["111122223333", "555566667777", "999900001111"] as AccountId[];
const region = "us-west-2";
const roleOf = (pi: string, account = shared) => `arn:aws:iam::${account}:role/fh-pi-${pi}-batchtask`;
const queueOf = (name: string, account = shared, where = region) =>
  `arn:aws:batch:${where}:${account}:job-queue/${name}`;
const lab = (name: string, account: AccountId | undefined, queues?: readonly string[]) =>
  aPi({
    name: name as PiName,
    account: account as AccountId,
    region,
    jobRole: `fh-pi-${name}-batchtask`,
    ...(queues === undefined ? {} : { queues }),
  });

/** peters-u has an account of its own; doe-j and okafor-n share one, in which only doe-j has a queue for itself. */
const labs = labsOf(
  lab("peters-u", own),
  lab("doe-j", shared, ["doe", "both"]),
  lab("okafor-n", shared, ["both", "okafor"]),
);

type Case = [string, Partial<JobMarks>, `${string} by ${JobsPi["by"]}` | "nobody"];

const alone: Case[] = [
  ["has nothing on it but its account", {}, "peters-u by account"],
  ["has any queue", { queue: queueOf("default", own) }, "peters-u by account"],
  ["has the lab's role", { jobRole: roleOf("peters-u", own) }, "peters-u by role"],
  ["has a role of no convention", { jobRole: `arn:aws:iam::${own}:role/ecsTaskRole` }, "peters-u by account"],
  ["has a role of that name in another account", { jobRole: roleOf("peters-u", foreign) }, "nobody"],
  ["is tagged with the lab", { tag: "peters-u" }, "peters-u by tag"],
  ["is tagged with a lab of another account", { tag: "doe-j" }, "nobody"],
  ["is tagged with no lab", { tag: "root" }, "nobody"],
  ["is tagged with nothing", { tag: "" }, "nobody"],
  ["is in a queue of another account", { queue: queueOf("default", foreign) }, "nobody"],
  ["is in another region", { region: "us-east-1" }, "nobody"],
  ["is on record for a lab of another account", { recorded: "doe-j" as PiName }, "peters-u by account"],
];

test.each(alone)("a job in an account of one lab that %s", (_, marks, expected) => {
  expect(told({ account: own as AccountId, region, ...marks })).toBe(expected);
});

const together: Case[] = [
  ["has nothing on it", {}, "nobody"],
  ["is on record", { recorded: "doe-j" as PiName, tag: "okafor-n" }, "doe-j by record"],
  ["is tagged", { tag: "okafor-n" }, "okafor-n by tag"],
  ["is tagged, with that lab's role", { tag: "okafor-n", jobRole: roleOf("okafor-n") }, "okafor-n by tag"],
  ["is tagged with one and has the other's role", { tag: "okafor-n", jobRole: roleOf("doe-j") }, "nobody"],
  ["is tagged with one and is in the other's queue", { tag: "okafor-n", queue: "doe" }, "nobody"],
  ["is tagged with one and in the queue of both", { tag: "okafor-n", queue: "both" }, "okafor-n by tag"],
  ["has a role", { jobRole: roleOf("doe-j") }, "doe-j by role"],
  ["has one's role in the other's queue", { jobRole: roleOf("doe-j"), queue: "okafor" }, "nobody"],
  [
    "has one's role in the queue of both",
    { jobRole: roleOf("doe-j"), queue: queueOf("both") },
    "doe-j by role",
  ],
  ["has a role of the other account's lab", { jobRole: roleOf("peters-u") }, "nobody"],
  ["has a role whose name only looks like it", { jobRole: `${roleOf("doe-j")}-old` }, "nobody"],
  [
    "has a role of no convention",
    { jobRole: `arn:aws:iam::${shared}:role/ecsTaskRole`, queue: "doe" },
    "nobody",
  ],
  ["is in the queue of one", { queue: "doe" }, "doe-j by queue"],
  ["is in the queue of one, by its ARN", { queue: queueOf("okafor") }, "okafor-n by queue"],
  ["is in the queue of both", { queue: "both" }, "nobody"],
  ["is in a queue of nobody", { queue: "left-over" }, "nobody"],
  ["is in a queue of that name in another account", { queue: queueOf("doe", foreign) }, "nobody"],
  ["is in a queue of that name in another region", { queue: queueOf("doe", shared, "eu-west-1") }, "nobody"],
];

test.each(together)("a job in an account of two labs that %s", (_, marks, expected) => {
  expect(told({ account: shared as AccountId, region, ...marks })).toBe(expected);
});

test("a job in an account of no lab is nobody's, whatever it says of itself", () => {
  const marks = {
    account: foreign as AccountId,
    region,
    tag: "doe-j",
    jobRole: roleOf("doe-j"),
    queue: "doe",
  };
  expect(told({ ...marks, recorded: "doe-j" as PiName })).toBe("nobody");
});

function told(marks: JobMarks): string {
  const found = whoseJob(marks, labs);
  return found === undefined ? "nobody" : `${found.pi} by ${found.by}`;
}
