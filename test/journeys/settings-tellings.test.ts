/** Who is told what, and where: two places, lab mates who ask to be told, mute, a channel's own setting, a burst. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { amate, doeLab, general, jblow, klee, petersLab, stranger, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 4 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submit = (user: string, name: string, command: string, channel: string = petersLab) =>
  lab.ask(user, channel, `/batch submit --jobdef hello --name ${name} -- ${command}`);

const cardsOf = (name: string): Message[] => {
  const { jobId } = lab.jobNamed(name);
  return lab.cards().filter((card) => payloadOf(card).job === jobId);
};

const ends = (name: string): Message[] => {
  const { jobId } = lab.jobNamed(name);
  return lab.posts().filter((post) => {
    const payload = payloadOf(post);
    return payload?.kind === "finished" && payload.job === jobId;
  });
};

const mentions = (message: Message): string[] =>
  [...message.text.matchAll(/<@(U[A-Z0-9]+)>/g)].map(([, id]) => id ?? "");

/** Chooses an entry of the menu of a job's card, and gives the private answer. */
const choose = async (user: string, name: string, entry: "watch" | "mute") => {
  const [card] = cardsOf(name);
  if (card === undefined) throw new Error(`there is no card of ${name}`);
  const before = new Set(here.slack.ephemerals(user).map(({ id }) => id));
  const options = JSON.stringify(card.blocks).match(new RegExp(`"(settings\\.${entry} s_[0-9a-f]{20})"`));
  const place = { channel: card.channel, ts: card.ts };
  await here.slack.acts.click(user, { ...place, actionId: "more", selectedOption: options?.[1] });
  return lab.see(() => here.slack.ephemerals(user).find(({ id }) => !before.has(id)));
};

it("with both places the card stands in both and is true in both, and the owner is mentioned in one", async () => {
  await lab.ask(jblow, petersLab, "/batch settings --place both");
  const answer = await submit(jblow, "twofold", "echo twofold");
  expect(answer.text).toMatch(/^twofold is submitted to queue default/);
  await lab.see(() => cardsOf("twofold").length === 2);
  await lab.see(() => ends("twofold").length === 2);
  await lab.see(() => cardsOf("twofold").every((card) => payloadOf(card).state === "succeeded"));
  expect(cardsOf("twofold").map(({ channel }) => channel)).toEqual([petersLab, "D0JBLOW"]);
  const calls = Object.fromEntries(ends("twofold").map((end) => [end.channel, mentions(end)]));
  expect(calls).toEqual({ [petersLab]: [], D0JBLOW: [jblow] });
  await lab.ask(jblow, petersLab, "/batch settings --place direct");
  await submit(jblow, "private", "echo private");
  await lab.see(() => ends("private").length === 1);
  expect(cardsOf("private").map(({ channel }) => channel)).toEqual(["D0JBLOW"]);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name shown --to here -- echo shown");
  await lab.see(() => ends("shown").length === 1);
  expect(cardsOf("shown").map(({ channel }) => channel)).toEqual([petersLab]);
  await lab.ask(jblow, petersLab, "/batch settings --place default");
});

it("a lab mate who asks is mentioned at the end, and one who takes it back is not", async () => {
  const { command, open } = gate(here.folder, "watched");
  await submit(jblow, "watched", command);
  await lab.see(() => payloadOf(lab.cardOf("watched")).state === "running");
  expect((await choose(amate, "watched", "watch")).text).toBe(
    "I'll mention you in its thread when watched ends.",
  );
  await choose(upeters, "watched", "watch");
  expect((await choose(upeters, "watched", "watch")).text).toBe("You will not be told when watched ends.");
  open();
  const end = await lab.ended("watched");
  expect(mentions(end)).toEqual([jblow, amate]);
  expect(end.text).toContain(`<@${amate}> asked to be told.`);
});

it("who may not see the job hears of it what everybody hears of a job that is not there", async () => {
  const { command, open } = gate(here.folder, "elsewhere");
  await submit(jblow, "elsewhere", command, general);
  await lab.see(() => cardsOf("elsewhere").length === 1);
  const unknown = await lab.ask(stranger, general, "/batch status 00000000-0000-0000-0000-000000000000");
  for (const user of [stranger, klee]) {
    const answer = await choose(user, "elsewhere", "watch");
    const named = /`(s_[0-9a-f]{20})`/.exec(answer.text)?.[1] ?? "";
    expect(answer.text).toBe(unknown.text.replace(/`0{8}[-0]+`/, `\`${named}\``));
  }
  open();
  await lab.see(() => ends("elsewhere").length === 1);
  expect(ends("elsewhere").flatMap(mentions)).toEqual([jblow]);
});

it("a job that is muted says nothing more, its card stays true, and who asked is told all the same", async () => {
  const { command, open } = gate(here.folder, "muted");
  await submit(jblow, "muted", command);
  await lab.see(() => lab.kinds("muted").includes("started"));
  const refused = await choose(amate, "muted", "mute");
  expect(refused.text).toMatch(
    /^Nothing was changed: what is told of a job is set by its owner or a manager/,
  );
  expect((await choose(jblow, "muted", "mute")).text).toMatch(
    /^Saved\. muted is muted: nothing more is said/,
  );
  await choose(amate, "muted", "watch");
  open();
  await lab.see(() => payloadOf(lab.cardOf("muted")).state === "succeeded");
  const told = await lab.see(() => here.slack.dms(amate).find(({ text }) => text.includes("muted")));
  expect(told.text).toMatch(/^muted of J\. Blow succeeded after .+\. You asked to be told\.$/);
  expect(payloadOf(told).kind).toBe("finished");
  expect(lab.kinds("muted")).toEqual(["started"]);
  const { channel, ts: threadTs } = lab.cardOf("muted");
  const back = await lab.ask(jblow, { channel, threadTs }, "<@U0BATCHMATE> unmute");
  expect(back.text).toMatch(/^Saved\. For muted alone nothing is set/);
});

it("what a manager sets for a channel counts there before what owners have set, and for managers alone", async () => {
  const line = "/batch settings --channel --level failures";
  expect((await lab.ask(jblow, petersLab, line)).text).toMatch(/^Nothing was changed: .* set by a manager/);
  expect((await lab.ask(upeters, petersLab, line)).text).toMatch(
    /^Saved\. In this channel the jobs of peters-u are told of at level `failures`/,
  );
  expect((await lab.ask(klee, doeLab, line)).text).toMatch(/^Nothing was changed/);
  await submit(jblow, "silent", "echo silent");
  await submit(jblow, "loud", "false");
  await lab.ended("loud");
  await lab.see(() => payloadOf(lab.cardOf("silent")).state === "succeeded");
  expect(lab.kinds("silent")).toEqual([]);
  expect(lab.kinds("loud")).toEqual(["finished"]);
  const own = await lab.ask(jblow, petersLab, "/batch settings --job loud");
  expect(own.text).toMatch(/^For loud alone nothing is set/);
  await lab.ask(upeters, petersLab, "/batch settings --channel --level default");
});

it("of a burst of successes every job has its reply, and three of them mention; failures always do", async () => {
  // All at once: jobs that wait for each other would keep the machine busy.
  const good = Array.from({ length: 8 }, (_, n) => `good-${n}`);
  const submits = [...good.map((name) => [name, "true"]), ["bad", "false"]].map(([name, command]) =>
    here.slack.acts.types(amate, {
      channel: petersLab,
      text: `/batch submit --jobdef hello --name ${name} -- ${command}`,
    }),
  );
  await Promise.all(submits);
  for (const name of [...good, "bad"]) await lab.ended(name);
  const calls = good.map((name) => ends(name).flatMap(mentions));
  expect(calls.filter((each) => each.includes(amate))).toHaveLength(3);
  expect(calls.filter((each) => each.length === 0)).toHaveLength(5);
  expect(ends("bad").flatMap(mentions)).toEqual([amate]);
}, 60_000);
