import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { actionIds, shown } from "../../../test/support/shown.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { LabFinding } from "../../domain/people/lab-check.ts";
import { labChecked } from "./lab-checked.ts";

const lab = aPi({ role: "arn:aws:iam::111122223333:role/batchmate" });
const check = (...findings: readonly LabFinding[]) => labChecked({ lab, findings, again: "d_1" as DraftId });
const jobRole = lab.jobRole;

test("what is missing comes first, with its step, and what is fine last", () => {
  const message = check(
    { is: "job role", name: jobRole },
    { is: "unseen", parts: ["events"], why: { is: "busy" } },
    { is: "queue off", name: "gpu" },
  );
  expect(shown(message)).toEqual([
    "In AWS, peters-u has 1 thing to mend and 1 thing that could not be looked at.",
    "Missing, or not as it must be",
    "The queue `gpu` is disabled: it takes no jobs.\nNext: run `aws batch update-job-queue --job-queue gpu --state ENABLED --region us-west-2`.",
    "Could not be looked at",
    "AWS is busy or could not be reached, so I did not see the way of events. Look again in a minute.",
    "Fine",
    "Job role: `fh-pi-peters-u-batchtask` is there, and containers can run as it.",
    "Account 111122223333, us-west-2. I only looked; the steps are for who administers it.",
  ]);
  expect(message.text).toBe(
    "In AWS, peters-u has 1 thing to mend and 1 thing that could not be looked at. The queue `gpu` is disabled: it takes no jobs. AWS is busy or could not be reached, so I did not see the way of events. Look again in a minute.",
  );
  expect(actionIds(message)).toEqual(["access check.pi"]);
});

test("a denial names the rights to give, all at once, and to whom", () => {
  const of = (finding: LabFinding) => shown(check(finding))[2];
  expect(of({ is: "unseen", parts: ["job role"], why: { is: "denied", right: "iam:GetRole" } })).toBe(
    "AWS does not let me look at the job role.\nNext: allow `iam:GetRole` on `fh-pi-peters-u-batchtask` in the policy of the role `batchmate`.",
  );
  expect(of({ is: "unseen", parts: ["queues"], why: { is: "denied", right: "batch:New" } })).toContain(
    "allow `batch:New`, `batch:DescribeJobQueues`, `batch:DescribeComputeEnvironments` in",
  );
});

test("the step for a broken road fills in what is known of it", () => {
  const road = {
    to: "webhook",
    name: "lab-events",
    endpoint: "https://batchmate.example.org/bot/aws/events",
    postsAs: "arn:aws:iam::111122223333:role/events",
  } as const;
  const step = (finding: LabFinding) => /`(npm [^`]+)`/.exec(shown(check(finding))[2] ?? "")?.[1];
  const sentences = ["There is no rule."];
  expect(step({ is: "road broken", road, sentences })).toBe(
    "npm run connect -- --webhook https://batchmate.example.org/bot --account 111122223333 --role arn:aws:iam::111122223333:role/events --name lab-events",
  );
  const bare = { to: "webhook", name: "batchmate" } as const;
  expect(step({ is: "road broken", road: bare, sentences })).toBe(
    "npm run connect -- --webhook https://YOUR-HOST --account 111122223333 --role ROLE-ARN",
  );
  expect(step({ is: "road weak", road, sentences })).toMatch(/--dead-letter ARN$/);
});

test("of very many the first are shown, and how many are not", () => {
  const message = check(
    ...Array.from(
      { length: 200 },
      (_, n): LabFinding => ({ is: "queue invalid", name: `q${n}`, reason: "no" }),
    ),
  );
  expect(shown(message)[3]).toMatch(/^And \d+ more\.$/);
});
