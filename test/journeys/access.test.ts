/** Who is in a lab: asked for, given once, taken away, and in force at the next press. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import {
  admin,
  amate,
  general,
  jblow,
  kfoe,
  klee,
  petersLab,
  stranger,
  team,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({ speed: 2 });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() =>
  expectNothingLeft(here, {
    slackTrouble: ["conversations.open user_disabled", "users.info user_not_found"],
  }).finally(() => here.close()),
);

const direct = (user: string): Message[] =>
  here.slack.messages(`D${user.slice(1)}`).filter(({ isBot }) => isBot);
const heard = (user: string, words: RegExp) =>
  lab.see(() => direct(user).find(({ text }) => words.test(text)));
const labsOf = async (user: string) =>
  (await here.store.roster.membershipsOf(user as never)).map(({ pi }) => pi);

it("who is in no lab gets a button, and a form in which labs are offered only to who begins to name one", async () => {
  const answer = await lab.ask(stranger, general, "/batch");
  expect(answer.text).toMatch(/^I do not know your lab yet/);
  expect(buttonsIn(answer)).toEqual(["access request"]);
  await here.slack.acts.click(stranger, { ephemeralId: answer.id, actionId: "access request" });
  const view = await form.ready(stranger);
  expect(valueIn(view, "hutchnet")).toBe("nobody");
  expect(await form.offers(stranger, "pi", "pe")).toEqual([]);
  expect(await form.offers(stranger, "pi", "Pet")).toEqual(["peters-u"]);
  expect((await form.sends(stranger, { pi: "peters-u", hutchnet: "jblow", reason: "" })).errors).toEqual({
    hutchnet: "The HutchNet ID jblow is somebody else's here: check it, or ask the admins.",
  });
  await form.sends(stranger, { pi: "peters-u", hutchnet: "nobody", reason: "new since Monday" });
  const asked = await heard(upeters, /asks to work in peters-u/);
  expect(asked.text).toBe(
    "N. Body (HutchNet ID `nobody`) asks to work in peters-u. They say: “new since Monday”.",
  );
  expect(buttonsIn(asked)).toEqual(["access add.give", "access refuse.why"]);
});

it("asked once more it is the same request, and nobody who may not decides it", async () => {
  const again = await lab.ask(stranger, general, "/batch access request peters-u");
  expect(again.text).toMatch(/^You wait for an answer from peters-u already/);
  expect(direct(upeters).filter(({ text }) => text.includes("asks to work"))).toHaveLength(1);
  const [asked] = direct(upeters) as [Message];
  const value = JSON.stringify(asked.blocks).match(/a_[0-9a-f]+/)?.[0] ?? "";
  for (const [user, words] of [
    [stranger, /^That request is not kept any more/],
    [klee, /^That request is not kept any more/],
    [amate, /^Nothing was changed: who is in peters-u is for its managers to see to/],
  ] as const) {
    await forge(user, "access add.give", value);
    await lab.see(() => here.slack.ephemerals(user).some(({ text }) => words.test(text)));
  }
  expect(await labsOf(stranger)).toEqual([]);
});

it("of two who answer at once one decides; the copies are closed, and the person can begin", async () => {
  await lab.ask(admin, general, `/batch access add <@${amate}> peters-u --role manager`);
  const line = `/batch access list peters-u`;
  const [one, two] = [await lab.ask(upeters, petersLab, line), await lab.ask(amate, petersLab, line)];
  expect(one.text).toContain("1 person asked to be let in");
  const press = async (user: string, { id }: { id: string }) => {
    const { status } = await here.slack.acts.click(user, { ephemeralId: id, actionId: "access add.give.1" });
    expect(status).toBe(200);
  };
  await Promise.all([press(upeters, one), press(amate, two)]);
  const said = async () =>
    [...here.slack.ephemerals(upeters), ...here.slack.ephemerals(amate)].map(({ text }) => text);
  await lab.see(() =>
    [...here.slack.ephemerals(upeters), ...here.slack.ephemerals(amate)].some(({ text }) =>
      text.startsWith("N. Body is in peters-u now"),
    ),
  );
  await lab.see(() =>
    [...here.slack.ephemerals(upeters), ...here.slack.ephemerals(amate)].some(({ text }) =>
      /^Nothing was changed: N\. Body .* was let into peters-u by (U\. Peters|A\. Mate)/.test(text),
    ),
  );
  expect((await said()).filter((text) => text.startsWith("N. Body is in peters-u now"))).toHaveLength(1);
  const closed = await heard(upeters, /was let into peters-u by/);
  expect(buttonsIn(closed)).toEqual([]);
  const told = await heard(stranger, /^You are in peters-u now/);
  expect(buttonsIn(told)).toEqual(["submit", "whoami", "help"]);
  expect((await lab.ask(stranger, general, "/batch submit --jobdef hello --name first")).text).toContain(
    "first",
  );
  await lab.ended("first");
});

it("a name that no lab has is answered by the one it is a slip away from, and no other", async () => {
  const slip = await lab.ask(klee, general, "/batch access request petres-u");
  expect(slip.text).toContain("Did you mean `peters-u`?");
  const far = await lab.ask(klee, general, "/batch access request smith-p");
  expect(far.text).toMatch(/^No lab `?smith-p`? works with me/);
  expect(JSON.stringify(far)).not.toMatch(/"access request\.corrected|doe-j/);
});

it("nobody lets themselves in, and who manages nothing sees no roster", async () => {
  for (const [user, line, words] of [
    [admin, `/batch access add <@${admin}> doe-j`, /nobody decides about their own place/],
    [jblow, `/batch access add <@${jblow}> peters-u --role manager`, /nobody decides about their own place/],
    [jblow, `/batch access add <@${klee}> peters-u`, /for its managers to see to/],
    [jblow, `/batch access add <@${klee}> doe-j`, /^You are not in doe-j/],
    [jblow, "/batch access list doe-j", /^You are not in doe-j/],
    [jblow, "/batch access list none-x", /^You are not in none-x/],
    [jblow, "/batch access list", /^You manage no lab/],
  ] as const)
    expect((await lab.ask(user, general, line)).text).toMatch(words);
});

it("refused, they read why", async () => {
  await lab.ask(klee, general, "/batch access request peters-u --reason 'for a look'");
  const asked = await heard(upeters, /^K\. Lee .* asks to work/);
  await here.slack.acts.click(upeters, {
    channel: asked.channel,
    ts: asked.ts,
    actionId: "access refuse.why",
  });
  await form.ready(upeters);
  expect((await form.sends(upeters, { reason: " " })).errors).toMatchObject({ reason: expect.any(String) });
  await form.sends(upeters, { reason: "look at doe-j" });
  expect((await heard(klee, /not let into/)).text).toBe(
    "You were not let into peters-u by U. Peters: “look at doe-j”.",
  );
  await heard(upeters, /^K\. Lee .* was not let into peters-u by U\. Peters/);
  expect(await labsOf(klee)).toEqual(["doe-j"]);
});

it("taken out, their jobs go on and their old buttons do nothing", async () => {
  await lab.ask(stranger, general, "/batch submit --jobdef hello --name stays -- sleep 3600");
  const card = await lab.shows("stays", "running");
  const question = await lab.ask(upeters, petersLab, `/batch access remove <@${stranger}> peters-u`);
  expect(question.text).toMatch(
    /^Take N\. Body out of peters-u\? 1 job of theirs goes on and belongs to the lab\./,
  );
  const done = await lab.follow(upeters, question, "access remove.confirm");
  expect(done.text).toContain("N. Body is no longer in peters-u, and is told so.");
  await heard(stranger, /^You are no longer in peters-u: U\. Peters took you out\. 1 job of yours goes on/);
  const old = await lab.press(stranger, card, "status");
  expect(old.text).toMatch(/^I find no job/);
  expect((await lab.ask(stranger, general, "/batch status stays")).text).toMatch(/^I find no job/);
  expect((await lab.ask(stranger, general, "/batch whoami")).text).toMatch(/^I do not know your lab yet/);
  await lab.ask(upeters, petersLab, "/batch cancel stays --yes --reason 'not needed'");
  await lab.ended("stays");
});

it("who is deactivated loses access at once, and the lab's managers hear of it", async () => {
  await lab.ask(admin, general, `/batch access add <@${klee}> peters-u`);
  await here.slack.acts.deactivates(klee);
  await heard(upeters, /^K\. Lee .* is no longer in peters-u: their Slack account was closed/);
  // doe-j has no manager: its admins do.
  await heard(admin, /^K\. Lee .* is no longer in doe-j: their Slack account was closed/);
  expect(await labsOf(klee)).toEqual([]);
});

it("a guest is of no lab unless the labs file lets guests in, and is told so", async () => {
  await here.slack.acts.userChange(kfoe, { isRestricted: true });
  await heard(kfoe, /^You are no longer in doe-j: guests of the workspace may not be of it/);
  expect((await lab.ask(kfoe, general, "/batch access request doe-j")).text).toMatch(
    /^I run jobs only for people/,
  );
  expect((await lab.ask(admin, general, `/batch access add <@${kfoe}> doe-j`)).text).toMatch(
    /^Nothing was changed: K\. Foe is a guest of the workspace/,
  );
  here.changePi("doe-j", { guests: true });
  expect((await lab.ask(admin, general, `/batch access add <@${kfoe}> doe-j`)).text).toMatch(
    /^K\. Foe is in doe-j now/,
  );
  expect((await lab.ask(kfoe, general, "/batch whoami")).text).toMatch(/^You are in 1 lab: doe-j/);
  here.changePi("doe-j", { guests: false });
  await here.store.standings.told(kfoe as never, "guest", Number.MAX_SAFE_INTEGER);
  expect((await lab.ask(kfoe, general, "/batch whoami")).text).toMatch(/^I run jobs only for people/);
});

it("what somebody asks the admins stands in their channel with the job, and is answered once", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name waits -- sleep 3600");
  await lab.shows("waits", "running");
  const answer = await lab.ask(
    jblow,
    petersLab,
    "/batch ask --job waits --topic vcpus --text '256 until Friday'",
  );
  expect(answer.text).toMatch(/^The admins are asked\./);
  const post = await lab.see(() =>
    here.slack
      .messages("C0ADMIN")
      .find(({ text }) => text.startsWith("J. Blow of peters-u asks for more vCPUs")),
  );
  expect(JSON.stringify(post.blocks)).toMatch(/256 until Friday.*archives\/C0PETERS/s);
  await here.slack.acts.click(admin, { channel: "C0ADMIN", ts: post.ts, actionId: "answer.open" });
  await form.ready(admin);
  await form.sends(admin, { text: "it is 256 until Friday" });
  expect((await heard(jblow, /answers your question/)).text).toBe(
    "S. Admin answers your question: “it is 256 until Friday”.",
  );
  const closed = await lab.see(() => {
    const now = here.slack.messages("C0ADMIN").find(({ ts }) => ts === post.ts);
    return now !== undefined && buttonsIn(now).length === 0 && now;
  });
  expect(closed.text).toContain("S. Admin has answered: “it is 256 until Friday”.");
  await lab.ask(jblow, petersLab, "/batch cancel waits --yes --reason 'it was a test'");
  await lab.ended("waits");
});

it("each has their own default, and sees what they may", async () => {
  await lab.ask(admin, general, `/batch access add <@${jblow}> doe-j`);
  expect((await lab.ask(jblow, general, "/batch access default doe-j")).text).toMatch(
    /^doe-j is your default now/,
  );
  const who = await lab.ask(jblow, general, "/batch whoami");
  expect(JSON.stringify(who.blocks)).toMatch(/doe-j.*\(member, your default\)/s);
  expect(JSON.stringify(who.blocks)).toContain("managed by A. Mate, U. Peters");
  expect((await lab.ask(jblow, general, "/batch access default adm-scicomp")).text).toMatch(
    /^You are not in adm-scicomp/,
  );
});

it("a roster longer than a page goes on at a press", async () => {
  for (let n = 0; n < 30; n++) {
    const row = {
      member: `U0MANY${n}` as never,
      hutchnet: `many${n}`,
      role: "member",
      source: "U0ADMIN",
    } as const;
    await here.store.roster.put({ ...row, pi: "doe-j" as never }, 1);
  }
  const first = await lab.ask(admin, general, "/batch access list doe-j");
  expect(first.text).toMatch(/^3\d people in doe-j/);
  const next = await lab.follow(admin, first, "access list.page");
  expect(JSON.stringify(next.blocks)).toContain("many9");
  expect(buttonsIn(next)).toEqual([]);
});

/** A press on a button that nobody has shown them. */
async function forge(user: string, actionId: string, value: string): Promise<void> {
  const delivery = await here.slack.deliver("interactive", {
    type: "block_actions",
    team: { id: team.id },
    user: { id: user, team_id: team.id },
    trigger_id: `forged ${user} ${value}`,
    container: { type: "message", channel_id: general, message_ts: "1.1", is_ephemeral: true },
    channel: { id: general },
    actions: [{ type: "button", action_id: actionId, block_id: "b", value, action_ts: "1.1" }],
  });
  expect(delivery.status).toBe(200);
}
