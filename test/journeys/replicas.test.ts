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
      // One that Slack took too long to take is given again as a direct message; none is for any other reason.
      const again = Array.from({ length: jobs }, (_, n) => answersTo(world, n).slice(1)).flat();
      const lines = world.replicas.flatMap((each) => each.logText().split("\n"));
      const tookTooLong = lines.filter((line) => line.includes("An answer did not get through"));
      expect(again.length).toBeLessThanOrEqual(tookTooLong.length);
      expect(new Set(world.balancer.sent)).toEqual(new Set([0, 1]));
      expect(world.aws.calls().filter(({ operation }) => operation === "SubmitJob")).toHaveLength(jobs);
      expectPaceHeld(world);
    }));
});
