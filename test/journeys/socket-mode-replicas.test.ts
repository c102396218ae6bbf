import { describe, expect, it } from "vitest";
import { bot, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { jostled } from "../support/shared-work.ts";

describe.skipIf(!hasPostgres)("two replicas in Socket Mode, each with connections of its own", () => {
  it("carry out once what reaches both, and go on when one is killed", () =>
    withReplicas(
      async (world) => {
        const { slack, replicas } = world;
        const lab = atWork(world);
        await lab.see(() => slack.sockets?.count() === 4);
        const text = `<@${bot.userId}> submit --jobdef hello --name shared -- echo shared`;
        const { delivery } = await slack.acts.types(jblow, { channel: petersLab, text });
        // Four connections take turns: each replica is sent it again.
        const payload = delivery?.payload ?? {};
        const retry = { count: 1, reason: "http_timeout" } as const;
        const again = await Promise.all([1, 2, 3].map(() => slack.deliver("event", payload, { retry })));
        expect(again.map(({ ok }) => ok)).toEqual([true, true, true]);
        await lab.ended("shared");
        await lab.see(() => slack.ephemerals(jblow).length === 1);

        await replicas[0].kill();
        await lab.see(() => slack.sockets?.count() === 2);
        await lab.ask(jblow, petersLab, "/batch whoami");
        await expectNothingLeft(world, jostled(world));
        expect(lab.jobsNamed("shared")).toHaveLength(1);
        expect(slack.ephemerals(jblow)).toHaveLength(2);
      },
      { slack: "socket", speed: 4 },
    ));
});
