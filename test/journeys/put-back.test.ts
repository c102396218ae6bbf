import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { main as backup } from "../../src/tools/backup.ts";
import { main as restore } from "../../src/tools/restore.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { gate } from "../support/gate.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { unansweredBySlack } from "../support/survives.ts";

const submit = ({ slack }: Apart, name: string, command: string) =>
  slack.acts.types(jblow, {
    channel: petersLab,
    text: `/batch submit --jobdef hello --name ${name} -- ${command}`,
  });

/** What operators run at a terminal, by the world's clock. */
function operator({ folder, env, clock }: Apart) {
  const copy = join(folder, "copy.db");
  const complain = (line: string) => {
    throw new Error(line);
  };
  const rim = { nowMs: clock.nowMs, say: () => {}, complain };
  return {
    backUp: async () => expect(await backup([copy], env, rim)).toBe(0),
    putBack: async () => expect(await restore([copy], env, rim)).toBe(0),
  };
}

async function waitingNotices({ metricsUrl }: Apart): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  return Number(/^batchmate_notices_waiting (\d+)$/m.exec(text)?.[1]);
}

it("a store that was put back makes Slack true again, and says nothing twice", () =>
  withBot(async (world) => {
    const lab = atWork(world);
    const { backUp, putBack } = operator(world);
    const [told, away] = [gate(world.folder, "told"), gate(world.folder, "away")];
    await submit(world, "told", told.command);
    await submit(world, "away", away.command);
    for (const name of ["told", "away"]) await lab.shows(name, "running");
    await vi.waitFor(async () => expect(await waitingNotices(world)).toBe(0), 60_000);

    await backUp();
    told.open();
    await lab.ended("told");
    await world.kill();
    away.open();
    await world.aws.waitUntil(() => lab.jobNamed("away").status === "SUCCEEDED");
    await putBack();
    const callsBefore = world.slack.calls.length;
    await world.start();

    await lab.ended("away");
    // The end of the other is learnt again, looked for, and found.
    await lab.see(() => world.slack.calls.slice(callsBefore).some(looksUnder(lab.cardOf("told").ts)));
    await vi.waitFor(async () => expect(await waitingNotices(world)).toBe(0), 60_000);
    for (const name of ["told", "away"]) {
      await lab.shows(name, "succeeded");
      expect(lab.kinds(name)).toEqual(["started", "finished"]);
    }
    expect(lab.cards()).toHaveLength(2);
    await expectNothingLeft(world);
  }));

const looksUnder =
  (ts: string) =>
  ({ method, args }: { method: string; args: Record<string, unknown> }): boolean =>
    method === "conversations.replies" && args.ts === ts;

it("a card that was on its way when the store was copied is found where it stands", () =>
  withBot(async (world) => {
    const lab = atWork(world);
    const { backUp, putBack } = operator(world);
    const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done", kind: "card" });
    await submit(world, "first", "echo hello");
    await reached();
    await backUp();
    await world.kill();
    world.slack.faults.clear();
    await putBack();
    await world.start();

    await lab.ended("first");
    expect(lab.cards()).toHaveLength(1);
    expect(lab.kinds("first").filter((kind) => kind !== "started")).toEqual(["finished"]);
    await expectNothingLeft(world, { slackTrouble: ["chat.postMessage no answer"] });
  }));
