import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { expectOneOfEach, killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const line = "/batch submit --jobdef hello --name lasting -- echo still here";

const submit = ({ slack }: Apart) => slack.acts.types(jblow, { channel: petersLab, text: line });

const submits = ({ aws }: Apart) => aws.calls().filter(({ operation }) => operation === "SubmitJob");

describe.concurrent("a bot killed while it submits a job, and started again", () => {
  it("just after it took the command: submits the job once, and answers", () =>
    withBot(async (world) => {
      const reached = unansweredByAws(world, "batch", "DescribeJobQueues");
      await submit(world);
      await reached();
      await killAndStart(world);
      const lab = atWork(world);
      const answer = await lab.see(() => world.slack.ephemerals(jblow)[0]);
      expect(answer.text).toMatch(/^lasting is submitted to queue default/);
      await expectOneOfEach(world, "lasting");
    }));

  it("after it has read the file of a message: reads it again, submits the job in it once, and answers", () =>
    withBot(async (world) => {
      const { slack } = world;
      const sent = await fetch(`${slack.url}/play/upload?as=${jblow}&name=job.json`, {
        method: "POST",
        body: JSON.stringify({ jobName: "lasting", jobDefinition: "hello:1" }),
      });
      const { file } = (await sent.json()) as { file: { id: string } };
      const typed = { channel: petersLab, text: "", files: [file.id] };
      const { message } = await slack.acts.types(jblow, typed);
      const reached = unansweredByAws(world, "batch", "DescribeJobQueues");
      const act = { callbackId: "submit", channel: petersLab, ts: message?.ts ?? "" };
      await slack.acts.messageShortcut(jblow, act);
      await reached();
      await killAndStart(world);
      const answer = await atWork(world).see(() => slack.ephemerals(jblow)[0]);
      expect(answer.text).toMatch(/^lasting is submitted to queue default/);
      await expectOneOfEach(world, "lasting");
      expect(submits(world)).toHaveLength(1);
    }));

  it("while it assumes the lab's role: submits the job once", () =>
    withBot(async (world) => {
      const reached = unansweredByAws(world, "sts", "AssumeRole");
      await submit(world);
      await reached();
      await killAndStart(world);
      await expectOneOfEach(world, "lasting");
    }));

  it("between AWS's taking the job and its answer: knows it by its first event", () =>
    withBot(async (world) => {
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await submit(world);
      await reached();
      await killAndStart(world);
      await expectOneOfEach(world, "lasting");
      expect(submits(world)).toHaveLength(1);
    }));

  it("between AWS's taking the job and its answer, and no event ever comes: finds it by its name", () =>
    withBot(
      async (world) => {
        world.aws.faults.onEvents(() => []);
        const reached = unansweredByAws(world, "batch", "SubmitJob");
        await submit(world);
        await reached();
        await killAndStart(world);
        await expectOneOfEach(world, "lasting");
        expect(submits(world)).toHaveLength(1);
      },
      { env: { BATCHMATE_RECONCILE_SECONDS: "1" } },
    ));

  it("when nobody knows whether AWS took the job, and it did not: looks for it, and submits it once more", () =>
    withBot(
      async (world) => {
        const { aws } = world;
        aws.faults.add({ service: "batch", operation: "SubmitJob", effect: { kind: "cut" }, times: 1 });
        await submit(world);
        await aws.waitUntil(() => submits(world).length === 1);
        await killAndStart(world);
        await expectOneOfEach(world, "lasting");
        expect(submits(world)).toHaveLength(2);
      },
      { speed: 20 },
    ));

  it("while it answers the person: answers again, and submits nothing twice", () =>
    withBot(async (world) => {
      const { slack } = world;
      const reached = unansweredBySlack(world, "response_url", { deed: "not done" });
      await submit(world);
      await reached();
      await killAndStart(world);
      await atWork(world).see(() => slack.ephemerals(jblow).length > 0);
      await expectOneOfEach(world, "lasting", { slackTrouble: ["response_url no answer"] });
      const answers = slack.ephemerals(jblow).map(({ text }) => text);
      expect(answers).toEqual([expect.stringMatching(/^lasting is submitted to queue default/)]);
    }));

  it("at the double press on what a dry run showed: submits it once", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      const shown = await lab.ask(jblow, petersLab, line.replace("submit", "submit --dry-run"));
      const press = () =>
        world.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.confirm" });
      const reached = unansweredByAws(world, "batch", "SubmitJob");
      await press();
      await reached();
      await killAndStart(world);
      await press();
      await expectOneOfEach(world, "lasting");
      expect(submits(world)).toHaveLength(1);
    }));
});
