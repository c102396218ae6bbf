/** A form that was sent is done once, whatever happens to the bot between. */
import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

const saved = ({ slack }: Apart) => slack.ephemerals(jblow).filter(({ text }) => text.startsWith("Saved. "));

describe.concurrent("a bot killed, and started again,", () => {
  it("between a form and its answer: gives the answer, and what was filled in is set", () =>
    withBot(
      async (world) => {
        const form = fillingIn(world);
        await form.asks(jblow, petersLab, "/batch settings");
        const reached = unansweredBySlack(world, "chat.postEphemeral", { deed: "not done" });
        const { errors } = await form.sends(jblow, { level: "failures", quietFrom: "7pm", quietTo: "8am" });
        expect(errors).toBeUndefined();
        expect(form.open(jblow)).toBeUndefined();
        await reached();
        await killAndStart(world);
        const answer = await atWork(world).see(() => saved(world)[0]);
        expect(answer.channel).toBe(petersLab);
        const again = await form.asks(jblow, petersLab, "/batch settings");
        expect([valueIn(again, "level"), valueIn(again, "quietFrom")]).toEqual(["failures", "19:00"]);
        await expectNothingLeft(world, { slackTrouble: ["chat.postEphemeral no answer"] });
        expect(saved(world)).toHaveLength(1);
      },
      { speed: 1 },
    ));

  it("between the view that waits and its form: fills the view that still stands", () =>
    withBot(
      async (world) => {
        const form = fillingIn(world);
        const reached = unansweredBySlack(world, "views.update", { deed: "not done" });
        await world.slack.acts.types(jblow, { channel: petersLab, text: "/batch settings" });
        await reached();
        await killAndStart(world);
        expect(valueIn(await form.ready(jblow), "level")).toBe("normal");
        await form.sends(jblow, { level: "quiet" });
        await atWork(world).see(() => saved(world).length === 1);
        // A start within the trigger's three seconds tries it again, and Slack says that it was used.
        await expectNothingLeft(world, {
          slackTrouble: ["views.update no answer", "views.open exchanged_trigger_id"],
        });
      },
      { speed: 1 },
    ));
});
