import pg from "pg";
import { describe, expect, it } from "vitest";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { answersTo, expectEachOnce, expectPaceHeld, jostled, submitAll } from "../support/shared-work.ts";

const jobs = 24;

/** What one replica was so slow with that the other took it up: that may be answered by both. */
async function takenTwice(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as n from invocations where takes > 1");
  await client.end();
  return rows[0].n;
}

describe.skipIf(!hasPostgres)("two replicas on one PostgreSQL", () => {
  it("share two dozen jobs: each is submitted, shown, ended and answered once, at the pace of one", () =>
    withReplicas(async (world) => {
      await submitAll(world, 0, jobs);
      await expectEachOnce(world, jobs);
      await expectNothingLeft(world, jostled(world));
      // One that Slack took too long to take is given again as a direct message; none is for any other reason but that.
      const again = Array.from({ length: jobs }, (_, n) => answersTo(world, n).slice(1)).flat();
      const lines = world.replicas.flatMap((each) => each.logText().split("\n"));
      const tookTooLong = lines.filter((line) => line.includes("An answer did not get through"));
      const twice = await takenTwice(world.database.url);
      expect(again.length).toBeLessThanOrEqual(tookTooLong.length + twice);
      expect(new Set(world.balancer.sent)).toEqual(new Set([0, 1]));
      expect(world.aws.calls().filter(({ operation }) => operation === "SubmitJob")).toHaveLength(jobs);
      expectPaceHeld(world);
    }));
});
