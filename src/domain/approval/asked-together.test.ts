import { expect, test } from "vitest";
import { aWish } from "../../../test/fixtures/a-submission.ts";
import { jobNo, unsent } from "../../../test/support/saved-jobs.ts";
import type { MemberId, SubjectId } from "../ids.ts";
import type { Job } from "../job/job.ts";
import type { Approval, ApprovalOutcome } from "./approval.ts";
import { askedTogether, differencesOf, isUndecided, mostOfAll, saidOf } from "./asked-together.ts";

const subject = "u_many" as SubjectId;
const by = "U0JBLOW" as MemberId;
const approved: ApprovalOutcome = { kind: "approved", by, atMs: 1 };
const withdrawn: ApprovalOutcome = { kind: "withdrawn", by, atMs: 1, reason: "" };

function row(n: number, outcome?: ApprovalOutcome, asked: Partial<Job["asked"]> = {}): Job {
  const price = { usdPerHour: 2, maybeSpot: false, withoutGpus: false };
  const approval: Approval = {
    needs: [],
    reason: "",
    price,
    together: { size: 3, differ: [] },
    ...(outcome && { outcome }),
  };
  const job = unsent(jobNo(n));
  return {
    ...job,
    subject,
    batchRow: n,
    state: outcome === undefined ? "approval" : "stopped",
    approval,
    asked: { ...job.asked, size: { vcpus: n, memoryMiB: 1_024, gpus: 0 }, ...asked },
  };
}

function batchOf([first]: readonly Job[]) {
  const { id, owner } = first as Job;
  return {
    subject,
    name: "align",
    first: id,
    owner,
    size: 3,
    state: "approval",
    version: 4,
    failuresTold: 0,
  } as const;
}

test("many are asked for as one of the size of all, in the order of their rows, whatever was run again", () => {
  const jobs = [row(1), row(2), row(3)];
  const { approval: _own, ...again } = row(2);
  const { whole, rows } = askedTogether(batchOf(jobs), [...jobs.toReversed(), again]);
  expect([whole.id, whole.name, whole.asked.size.vcpus]).toEqual([jobs[0]?.id, "align", 6]);
  expect(rows.map(({ batchRow }) => batchRow)).toEqual([1, 2, 3]);
});

test.each([
  ["the first is withdrawn", [row(1, withdrawn), row(2), row(3)], 2, undefined, true],
  [
    "two are, and the last is approved",
    [row(1, withdrawn), row(2, withdrawn), row(3, approved)],
    1,
    approved,
    false,
  ],
  ["all are", [row(1, withdrawn), row(2, withdrawn)], 2, withdrawn, false],
] as const)("where %s, it is decided over what is left", (_what, jobs, left, outcome, waits) => {
  const asked = askedTogether(batchOf(jobs), jobs);
  expect(asked.whole.approval?.together?.size).toBe(left);
  expect(asked.whole.approval?.outcome).toEqual(outcome);
  expect(isUndecided(asked)).toBe(waits);
});

test.each([
  [
    "each for as long as it may last",
    [
      { timeoutSeconds: 3_600, attempts: 1 },
      { timeoutSeconds: 7_200, attempts: 2 },
    ],
    9,
    10,
  ],
  [
    "and where one has no time limit nobody can say",
    [{ timeoutSeconds: 3_600, attempts: 1 }, {}],
    undefined,
    undefined,
  ],
] as const)("they may use and cost %s", (_what, [one, two], vcpuHours, usd) => {
  const timeless = (asked: Partial<Job["asked"]>): Partial<Job["asked"]> => ({ attempts: 1, ...asked });
  const rows = [row(1, undefined, timeless(one)), row(2, undefined, timeless(two))].map((job, at) =>
    at === 1 && !("timeoutSeconds" in two) ? withoutTimeout(job) : job,
  );
  expect(mostOfAll(rows).vcpuHours).toBe(vcpuHours);
  expect(mostOfAll(rows).usd).toBe(usd);
  expect(mostOfAll(rows).price?.usdPerHour).toBe(4);
});

function withoutTimeout({ asked: { timeoutSeconds: _none, ...asked }, ...job }: Job): Job {
  return { ...job, asked };
}

test("where nobody knows the price of one, none is told of all", () => {
  const { approval, ...job } = row(1);
  const { price: _unknown, ...unpriced } = approval as Approval;
  expect(mostOfAll([row(2), { ...job, approval: unpriced }])).not.toHaveProperty("usd");
});

const wish = (sample: string, more: Parameters<typeof aWish>[0] = {}) =>
  aWish({
    name: `align-${sample}`,
    parameters: [
      { name: "sample", value: sample },
      { name: "ref", value: "hg38" },
    ],
    ...more,
  });

test("how they differ is told by the names that people gave, and by none that is the same in all", () => {
  const environment = (value: string) => ({ environment: [{ name: "MODE", value }] });
  expect(
    differencesOf([wish("NA1", environment("fast")), wish("NA2", { ...environment("slow"), memoryMiB: 1 })]),
  ).toEqual(["sample", "env.MODE", "memory"]);
  expect(differencesOf([wish("NA1"), wish("NA1", { name: "other" })])).toEqual([]);
});

test("what is said of one hides values of variables and what looks like a secret", () => {
  const secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
  const one = wish("NA1", { environment: [{ name: "MODE", value: "fast" }], command: ["echo", secret] });
  const said = saidOf(one, ["sample", "env.MODE", "command", "memory"]);
  expect(said[0]).toEqual({ name: "sample", value: "NA1" });
  expect(said.map(({ name }) => name)).toEqual(["sample", "command"]);
  expect(JSON.stringify(said)).not.toContain(secret);
});
