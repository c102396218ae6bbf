/** A form that was sent runs one job, whatever happens to the bot between. */
import { describe, it } from "vitest";
import { withBot } from "../support/bot-apart.ts";
import { fillingIn } from "../support/filling-in.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectOneOfEach, killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const filled = { "param.who": "reader", name: "once" };

describe.concurrent("a bot killed, and started again,", () => {
  it("between a form and the job that it asks for: sends the job once, as the form said", () =>
    withBot(
      async (world) => {
        const form = fillingIn(world);
        await form.asks(jblow, petersLab, "/batch submit");
        await form.chooses(jblow, "jobdef", "greet");
        const reached = unansweredByAws(world, "batch", "SubmitJob");
        await form.sends(jblow, filled);
        await reached();
        await killAndStart(world);
        await expectOneOfEach(world, "once");
      },
      { speed: 1 },
    ));

  it("between the job and the answer: answers, and sends it no second time", () =>
    withBot(
      async (world) => {
        const form = fillingIn(world);
        await form.asks(jblow, petersLab, "/batch submit");
        await form.chooses(jblow, "jobdef", "greet");
        const reached = unansweredBySlack(world, "chat.postEphemeral", { deed: "not done" });
        await form.sends(jblow, filled);
        await reached();
        await killAndStart(world);
        await expectOneOfEach(world, "once", { slackTrouble: ["chat.postEphemeral no answer"] });
      },
      { speed: 1 },
    ));
});
