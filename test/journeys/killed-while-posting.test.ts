import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { gate } from "../support/gate.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { expectOneOfEach, killAndStart, unansweredByAws, unansweredBySlack } from "../support/survives.ts";

const silence = { slackTrouble: ["chat.postMessage no answer", "chat.update no answer"] };

/** It lasts so long that its start is told before its end has come. */
const aWhile = "sh -c 'sleep 1; echo still here'";

const submit = ({ slack }: Apart, command = aWhile) =>
  slack.acts.types(jblow, {
    channel: petersLab,
    text: `/batch submit --jobdef hello --name lasting -- ${command}`,
  });

const posts = ({ slack }: Apart, kind: string) =>
  slack.calls.filter(
    ({ method, args }) =>
      method === "chat.postMessage" &&
      (args.metadata as { event_payload: { kind: string } } | undefined)?.event_payload.kind === kind,
  );

describe.concurrent("a bot killed while it posts, and started again", () => {
  it.each(["card", "started", "finished"])(
    "after Slack took the %s and before it answered: finds it there and posts no second",
    (kind) =>
      withBot(async (world) => {
        const reached = unansweredBySlack(world, "chat.postMessage", { deed: "done", kind });
        const { command, open } = gate(world.folder, "told");
        await submit(world, command);
        if (kind === "finished") open();
        await reached();
        await killAndStart(world);
        if (kind !== "finished") open();
        await expectOneOfEach(world, "lasting", silence);
        expect(posts(world, kind)).toHaveLength(1);
        // A start that is heard of together with the end is not told any more.
        const kinds = atWork(world).kinds("lasting");
        expect(kinds.filter((each) => each !== "started")).toEqual(["finished"]);
      }),
  );

  it.each(["card", "finished"])("before Slack took the %s: misses it twice, and posts it once more", (kind) =>
    withBot(
      async (world) => {
        const reached = unansweredBySlack(world, "chat.postMessage", { deed: "not done", kind });
        await submit(world);
        await reached();
        await killAndStart(world);
        await expectOneOfEach(world, "lasting", silence);
        expect(posts(world, kind)).toHaveLength(2);
        const looks = kind === "card" ? "conversations.history" : "conversations.replies";
        const looked = world.slack.calls.filter(({ method }) => method === looks);
        expect(looked.length).toBeGreaterThanOrEqual(2);
      },
      { speed: 20 },
    ),
  );

  it("while it edits the card: the card ends true all the same", () =>
    withBot(async (world) => {
      const { command, open } = gate(world.folder, "edit");
      await submit(world, command);
      await atWork(world).shows("lasting", "running");
      const reached = unansweredBySlack(world, "chat.update", { deed: "not done" });
      open();
      await reached();
      await killAndStart(world);
      await expectOneOfEach(world, "lasting", silence);
    }));
});

describe.concurrent("a bot killed while a job lives, and started again", () => {
  it("while events come in: loses none that it said it had", () =>
    withBot(async (world) => {
      const { aws } = world;
      await submit(world);
      await aws.waitUntil(
        () => aws.deliveries().filter(({ outcome }) => outcome === "delivered").length === 3,
      );
      await killAndStart(world);
      await expectOneOfEach(world, "lasting");
    }));

  it("and the job ends while it is away: tells the end when it is back, once", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      const { command, open } = gate(world.folder, "away");
      await submit(world, command);
      await lab.shows("lasting", "running");
      await world.kill();
      open();
      await world.aws.waitUntil(() => lab.jobNamed("lasting").status === "SUCCEEDED");
      await world.start();
      await expectOneOfEach(world, "lasting");
    }));

  it("while it stops the job for somebody: the job is stopped, and the thread says so once", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      world.aws.blockQueue(petersAccount, "default", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none");
      await submit(world);
      await lab.shows("lasting", "waiting");
      const reached = unansweredByAws(world, "batch", "TerminateJob");
      await world.slack.acts.types(jblow, { channel: petersLab, text: "/batch cancel lasting" });
      await reached();
      await killAndStart(world);
      await expectOneOfEach(world, "lasting", { state: "stopped" });
      // The end may come before the next process has asked AWS again: then the end alone says who stopped it.
      expect(lab.kinds("lasting").filter((kind) => kind !== "stopping")).toEqual(["finished"]);
      expect(payloadOf(lab.cardOf("lasting")).state).toBe("stopped");
    }));

  it("again and again from beginning to end: nothing is lost or said twice", () =>
    withBot(async (world) => {
      const lab = atWork(world);
      const { command, open } = gate(world.folder, "often");
      await submit(world, command);
      await killAndStart(world);
      await lab.see(() => lab.cards().length > 0);
      await killAndStart(world);
      await lab.see(() => lab.kinds("lasting").includes("started"));
      await world.kill();
      open();
      await world.start();
      await world.kill();
      await world.start();
      await expectOneOfEach(world, "lasting");
      expect(lab.kinds("lasting")).toEqual(["started", "finished"]);
    }));
});
