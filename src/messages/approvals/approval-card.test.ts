import { expect, test } from "vitest";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { actionIds, shown } from "../../../test/support/shown.ts";
import { assertSlackLimits } from "../../../test/support/slack-limits.ts";
import type { WhatRuns } from "../../domain/job/what-runs.ts";
import { approvalCard } from "./approval-card.ts";

function cardOf(runs: WhatRuns, command: readonly string[] = ["ls"]) {
  const { batchId: _, ...job } = aJob({ state: "approval" });
  const approval = { needs: [{ what: "command" as const }], reason: "", runs };
  const asked = { ...job.asked, command, parameters: {} };
  const card = approvalCard(
    { ...job, asked, approval },
    { place: "own", ownerName: "J. Blow", round: "first" },
  );
  assertSlackLimits(card);
  return { text: shown(card).join("\n"), offersAll: actionIds(card).includes("approve.all") };
}

test("a card shows what each part runs", () => {
  const part = { path: "p.containers[0]", name: "main", image: "quay.io/x:1", command: ["a", "b"] };
  const { text, offersAll } = cardOf({
    script: "s3://b/run.sh",
    environment: ["MODE"],
    parts: [{ ...part, environment: ["P"] }],
  });
  for (const words of ["s3://b/run.sh", "MODE", "quay.io/x:1", "a b", "Environment (names only) of `main`"])
    expect(text).toContain(words);
  expect(offersAll).toBe(false);
});

test.each<[string, Parameters<typeof cardOf>]>([
  ["a long command", [{ environment: [], parts: [] }, ["/bin/sh", "-c", '"'.repeat(2_000)]]],
  [
    "many parts",
    [
      {
        environment: [],
        parts: Array.from({ length: 90 }, (_, n) => ({ path: `p[${n}]`, image: "x", environment: [] })),
      },
    ],
  ],
])("of %s it says that not all fits, and offers it", (_what, given) => {
  const { text, offersAll } = cardOf(...given);
  expect(text).toContain("Not all of what runs fits here");
  expect(offersAll).toBe(true);
});

test("a closed card says when it was asked for, not when it was approved", () => {
  const job = aJob({ state: "submitting" });
  const outcome = { kind: "approved" as const, by: job.owner, atMs: job.submittedAtMs };
  const askedAtMs = job.submittedAtMs - 5 * 3_600_000;
  const approval = { needs: [], reason: "", askedAtMs, outcome };
  const view = { place: "own" as const, ownerName: "J. Blow", round: "first" as const, outcome };
  const text = shown(approvalCard({ ...job, approval }, view)).join("\n");
  expect(text).toContain("asked 2026-11-20 13:42 UTC");
  expect(text).not.toContain("asked 2026-11-20 18:42 UTC");
});
