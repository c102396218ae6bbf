/** An import is one deed however often the bot dies on the way, and whichever replica does it. */
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { withBot } from "../support/bot-apart.ts";
import type { World } from "../support/installation.ts";
import { jblow, kfoe, klee, petersLab, stranger, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { hasPostgres } from "../support/postgres.ts";
import { withReplicas } from "../support/replicas.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

const line = `/batch access import --whole\nperson\n<@${upeters}>\n<@${jblow}>\n<@${klee}>\n<@${kfoe}>\n<@${stranger}>`;

const rosterOf = async ({ env }: World) => {
  const store = await openStore(env.DATABASE_URL as string);
  try {
    return (await store.roster.ofPis(["peters-u" as never])).map(({ member }) => member).toSorted();
  } finally {
    await store.close();
  }
};
const whole = [jblow, kfoe, klee, upeters, stranger].toSorted();

async function expectToldOnce(world: World): Promise<void> {
  const lab = atWork(world);
  const told = (user: string, words: RegExp) =>
    world.slack.messages(`D${user.slice(1)}`).filter(({ isBot, text }) => isBot && words.test(text));
  for (const user of [kfoe, klee, stranger]) {
    await lab.see(() => told(user, /^You are in peters-u now/)[0]);
    expect(told(user, /^You are in peters-u now/)).toHaveLength(1);
  }
  await lab.see(() => told("U0AMATE", /^You are no longer in peters-u/)[0]);
  await lab.see(() =>
    world.slack
      .ephemerals(upeters)
      .some(({ text }) => /^3 people came into peters-u and 1 was taken out/.test(text)),
  );
}

describe.concurrent("a bot killed over an import, and started again", () => {
  it("before the roster is written: does it once, as it was shown", () =>
    withBot(
      async (world) => {
        const lab = atWork(world);
        const shown = await lab.ask(upeters, petersLab, line);
        const reached = unansweredBySlack(world, "users.info", { deed: "done" });
        await world.slack.acts.click(upeters, { ephemeralId: shown.id, actionId: "access import.apply" });
        await reached();
        await killAndStart(world);
        await expectToldOnce(world);
        await expectNothingLeft(world, { slackTrouble: ["users.info no answer"] });
        await world.kill();
        expect(await rosterOf(world)).toEqual(whole);
      },
      { speed: 4 },
    ));

  it("after the roster is written, before it has answered: knows that it was done", () =>
    withBot(
      async (world) => {
        const shown = await atWork(world).ask(upeters, petersLab, line);
        const silent = unansweredBySlack(world, "response_url", { deed: "not done" });
        await world.slack.acts.click(upeters, { ephemeralId: shown.id, actionId: "access import.apply" });
        await silent();
        await killAndStart(world);
        await expectToldOnce(world);
        await world.kill();
        expect(await rosterOf(world)).toEqual(whole);
      },
      { speed: 4 },
    ));
});

describe.skipIf(!hasPostgres)("two replicas on one PostgreSQL", () => {
  it("do one of two imports that are pressed at once, and show the other anew", () =>
    withReplicas(async (world) => {
      const lab = atWork(world);
      const one = await lab.ask(upeters, petersLab, line);
      const other = await lab.ask(upeters, petersLab, line);
      const click = ({ id }: { id: string }) =>
        world.slack.acts.click(upeters, { ephemeralId: id, actionId: "access import.apply" });
      await Promise.all([click(one), click(other)]);
      await expectToldOnce(world);
      await lab.see(() =>
        world.slack
          .ephemerals(upeters)
          .some(({ text }) =>
            text.includes("There is nothing to change. 5 people are on the roster already"),
          ),
      );
      expect(await rosterOf(world)).toEqual(whole);
    }));
});
