import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { gate } from "../support/gate.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { killAndStart, unansweredByAws } from "../support/survives.ts";

const stops = ({ aws }: Apart) => aws.calls().filter(({ operation }) => operation === "TerminateJob");

async function running(world: Apart, name: string, options = ""): Promise<void> {
  const { command } = gate(world.folder, name);
  const lab = atWork(world);
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} ${options} -- ${command}`);
  await lab.shows(name, "running");
}

/** Who has to wait too long for AWS's answers hears of those that are there. */
const told = (what: string) =>
  new RegExp(`^AWS (is told to stop (${what}|[12] of 3)|has not stopped any of the 3 yet)`);

describe.concurrent("a bot killed between the yes and its answer, and started again", () => {
  it("stops every job that was shown, tells each thread once, and answers", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      const names = ["one", "two", "three"];
      for (const name of names) await running(world, name);
      const question = await lab.ask(jblow, petersLab, "/batch cancel one two three");
      const reached = unansweredByAws(world, "batch", "TerminateJob");
      await world.slack.acts.click(jblow, { ephemeralId: question.id, actionId: "cancel.confirm" });
      await reached();
      await killAndStart(world);
      for (const name of names) {
        await lab.ended(name);
        // Of one that AWS has ended before its stop was heard of there is nothing on the way to tell.
        expect(
          lab
            .kinds(name)
            .filter((kind) => kind !== "started")
            .join(" "),
        ).toMatch(/^(stopping )?finished$/);
        expect(lab.cardOf(name).text).toMatch(/was stopped by J. Blow/);
      }
      const reply = await lab.told(jblow, told("3 jobs"));
      expect(reply).toMatchObject({ id: question.id });
      expect(new Set(stops(world).map(({ input }) => (input as { jobId: string }).jobId)).size).toBe(3);
    }));

  it("stops the children that were shown and no other, and tells their thread once", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      await running(world, "array", "--array 5");
      const childrenIn = (status: string) =>
        lab.jobs().filter((job) => job.jobId.includes(":") && job.status === status);
      await lab.see(() => childrenIn("RUNNING").length === 5);
      const question = await lab.ask(jblow, petersLab, "/batch cancel array:1-3");
      const reached = unansweredByAws(world, "batch", "TerminateJob");
      await world.slack.acts.click(jblow, { ephemeralId: question.id, actionId: "cancel.confirm" });
      await reached();
      await killAndStart(world);
      await lab.see(() => childrenIn("FAILED").length === 3 && lab.kinds("array").includes("stopping"));
      await lab.see(() => /3 stopped/.test(lab.cardOf("array").text));
      expect(childrenIn("RUNNING").map(({ jobId }) => jobId.split(":")[1])).toEqual(["0", "4"]);
      expect(lab.kinds("array").filter((kind) => kind === "stopping")).toHaveLength(1);
      await lab.told(jblow, told(String.raw`3 children \(index 1–3\)`));
    }));
});
