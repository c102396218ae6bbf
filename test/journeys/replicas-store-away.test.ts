import { expect, it } from "vitest";
import { gate } from "../support/gate.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { expectOneOfEach } from "../support/survives.ts";

it.skipIf(!hasPostgres)(
  "while PostgreSQL is away nothing is taken that could be lost, and afterwards all goes on by itself",
  () =>
    withReplicas(async (world) => {
      const { aws, slack } = world;
      const lab = atWork(world);
      const { command, open } = gate(world.folder, "away");
      const line = `/batch submit --jobdef hello --name lasting -- ${command}`;
      await lab.ask(jblow, petersLab, line);
      await lab.shows("lasting", "running");

      const comeBack = await world.database.goAway();
      for (const { botUrl } of world.replicas) {
        const ready = await fetch(`${botUrl}/readyz`);
        expect([ready.status, ((await ready.json()) as { store: string }).store]).toEqual([
          503,
          "not answering",
        ]);
      }
      const { delivery } = await slack.acts.types(jblow, { channel: petersLab, text: "/batch list" });
      expect(delivery?.ok).toBe(false);
      open();
      await aws.waitUntil(() => aws.deliveries().some(({ outcome }) => outcome !== "delivered"), 60_000);

      await comeBack();
      await lab.ended("lasting");
      await expectOneOfEach(world, "lasting", { refused: 1 });
      expect((await lab.ask(jblow, petersLab, "/batch list")).text).toContain("lasting");
    }),
);
