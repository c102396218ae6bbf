/** A pause that was asked for is made once, and holds from then on, whichever side of its write the bot dies on. */
import { expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

const line = "/batch pause peters-u --reason 'the budget is spent'";
const submit = "/batch submit --jobdef hello --name align -- true";

/** Who asked has heard so, the lab once for each time, and nobody submits. */
async function expectPaused(world: Apart, { times }: { times: number }): Promise<void> {
  const lab = atWork(world);
  const answered = () =>
    world.slack
      .ephemerals(upeters)
      .filter(({ text }) => text.startsWith("Submitting in peters-u is paused:"));
  const told = () =>
    world.slack
      .messages(petersLab)
      .filter(({ isBot, text }) => isBot && /^Submitting in peters-u (is|was) paused/.test(text));
  await lab.see(() => answered().length === times && told().length === times);
  const refused = await lab.ask(jblow, petersLab, submit);
  expect(refused.text).toMatch(/^Nothing was submitted\. Submitting in peters-u is paused/);
  expect(lab.jobs()).toEqual([]);
}

it("a bot that is killed before it is written, and one that is killed after, leave one pause each", () =>
  withBot(
    async (world) => {
      const lab = atWork(world);
      const pauses = () => world.slack.acts.types(upeters, { channel: petersLab, text: line });
      // Before anything is written it asks what Slack says of who asks.
      const before = unansweredBySlack(world, "users.info", { deed: "not done" });
      await pauses();
      await before();
      await killAndStart(world);
      await expectPaused(world, { times: 1 });
      await lab.ask(upeters, petersLab, "/batch resume peters-u");
      const after = unansweredBySlack(world, "response_url", { deed: "not done" });
      await pauses();
      await after();
      await killAndStart(world);
      await expectPaused(world, { times: 2 });
      await lab.ask(upeters, petersLab, "/batch resume peters-u");
      await lab.ask(jblow, petersLab, submit);
      await lab.ended("align");
      await expectNothingLeft(world, { slackTrouble: ["users.info no answer", "response_url no answer"] });
    },
    { speed: 4 },
  ));
