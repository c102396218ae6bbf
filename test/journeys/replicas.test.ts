import { describe, expect, it } from "vitest";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { answersTo, expectEachOnce, expectPaceHeld, jostled, submitAll } from "../support/shared-work.ts";

const jobs = 30;

describe.skipIf(!hasPostgres)("two replicas on one PostgreSQL", () => {
  it("share thirty jobs: each is submitted, shown, ended and answered once, at the pace of one", () =>
    withReplicas(async (world) => {
      await submitAll(world, 0, jobs);
      await expectEachOnce(world, jobs);
      await expectNothingLeft(world, jostled(world));
      for (let n = 0; n < jobs; n++) expect([n, answersTo(world, n).length]).toEqual([n, 1]);
      expect(new Set(world.balancer.sent)).toEqual(new Set([0, 1]));
      expect(world.aws.calls().filter(({ operation }) => operation === "SubmitJob")).toHaveLength(jobs);
      expectPaceHeld(world);
    }));
});
