import { describe, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { fillingIn } from "../support/filling-in.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork, placeOf } from "../support/people-at-work.ts";
import { killAndStart, unansweredBySlack } from "../support/survives.ts";

const shared = ({ slack }: Apart): Message[] =>
  slack
    .messages(petersLab)
    .filter(({ text, files = [] }) => text.startsWith("J. Blow shares") || files.length > 0);

/** A job with so many lines has ended, and they stand in the open dialog. */
async function lookAt(world: Apart, count: number): Promise<void> {
  const lab = atWork(world);
  const form = fillingIn(world);
  const script = `for n in $(seq ${count}); do echo line $n of a log that is quite a bit longer than a message can be; done`;
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name reads -- sh -c '${script}'`);
  await lab.ended("reads");
  const answer = await lab.ask(jblow, petersLab, "/batch logs reads --tail 2");
  // So fast a clock leaves a trigger little time: then the answer asks instead, and its button opens the dialog.
  const isOpen = () => form.open(jblow)?.blocks.some(({ type }) => type === "input");
  for (let press = 0; press < 5 && !isOpen(); press++) {
    const before = world.slack.ephemerals(jblow).find(({ id }) => id === answer.id)?.text;
    await world.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "share.open" });
    const isAsked = () =>
      world.slack.ephemerals(jblow).some(({ id, text }) => id === answer.id && text !== before);
    await lab.see(() => isOpen() || isAsked());
  }
  form.types(jblow, { count: String(count) });
  await form.presses(jblow, "show");
}

const send = (world: Apart) => fillingIn(world).sends(jblow, {});

const told = (world: Apart, words: RegExp) => atWork(world).told(jblow, words);

describe.concurrent("a bot killed while somebody shares lines, and started again", () => {
  it.each(["done", "not done"] as const)(
    "while a message goes out that Slack has %s: it stands once",
    (deed) =>
      withBot(async (world) => {
        await lookAt(world, 3);
        const reached = unansweredBySlack(world, "chat.postMessage", { deed, kind: "snippet" });
        await send(world);
        await reached();
        await killAndStart(world);
        await told(world, /^(Shared 3 lines|3 lines of the log of reads will stand)/);
        await atWork(world).see(() => shared(world).length > 0);
        expect(shared(world)).toHaveLength(1);
      }),
  );

  it.each([
    ["its file is shown and Slack has done so", "files.completeUploadExternal", "done"],
    ["its file is shown and Slack has not done so", "files.completeUploadExternal", "not done"],
  ] as const)("while %s: a long piece stands once", (_when, method, deed) =>
    withBot(async (world) => {
      await lookAt(world, 300);
      const reached = unansweredBySlack(world, method, { deed });
      await send(world);
      await reached();
      await killAndStart(world);
      await told(world, /^(Shared 300 lines|300 lines of the log of reads will stand)/);
      await atWork(world).see(() => shared(world).length > 0);
      expect(shared(world)).toMatchObject([{ files: [{ name: "reads.log" }] }]);
    }),
  );

  it.each(["done", "not done"] as const)("while it is taken back and Slack has %s it: it is gone", (deed) =>
    withBot(async (world) => {
      await lookAt(world, 3);
      await send(world);
      const answer = await told(world, /^Shared 3 lines/);
      const reached = unansweredBySlack(world, "chat.delete", { deed });
      await world.slack.acts.click(jblow, { ...placeOf(answer), actionId: "share.takeback" });
      await reached();
      await killAndStart(world);
      await told(world, /^(Taken back|Slack has not taken away)/);
      await atWork(world).see(() => shared(world).length === 0);
    }),
  );
});
