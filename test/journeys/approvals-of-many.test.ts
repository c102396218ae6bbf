/** One manager's yes for a whole table: nothing of it is sent before, and all of it after. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { amate, general, jblow, kfoe, klee, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8, labs: labWithApprovals });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submits = () => here.aws.calls().filter(({ operation }) => operation === "SubmitJob");
const asked = (name: string, place = petersLab) =>
  here.slack
    .messages(place)
    .find((post) => payloadOf(post)?.kind === "approval" && post.text.startsWith(`${name} (`));
const askedOf = (name: string, user: string) => asked(name, `D${user.slice(1)}`);
const cardOf = (name: string) => lab.cards().find(({ text }) => text.startsWith(`${name}, `));
const replies = (name: string) => {
  const card = cardOf(name);
  return card === undefined
    ? []
    : here.slack.thread(card.channel, card.ts).filter(({ threadTs }) => threadTs);
};
const closing = (name: string) =>
  lab.see(() => lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> ${name}:`)));
const buttons = ["approve.yes", "approve.standing", "deny.why", "approve.all"];

async function wants(name: string, more = "", samples = "NA1,NA2,NA3"): Promise<Message> {
  const line = `/batch submit --jobdef hello --name ${name} --each sample=${samples} --vcpus 1 ${more} -- echo Ref::sample`;
  const shown = await lab.ask(jblow, petersLab, line);
  expect(JSON.stringify(shown.blocks)).toContain("they wait together for a manager's yes before any is sent");
  const answer = await lab.follow(jblow, shown, "submit.batch");
  expect(answer.text).toContain("waits for a manager's yes; nothing was sent to AWS yet.");
  expect(buttonsIn(answer)).toEqual(["cancel.batch"]);
  return lab.see(() => asked(name));
}

it("is asked once, with how many they are, what they use together, why, and how they differ", async () => {
  const before = submits().length;
  const card = await wants("cohort", '--timeout 1h --reason "for the grant"');
  expect(card.text).toBe(
    "cohort (3 jobs) of J. Blow for peters-u waits for a yes. Together they ask for 3 vCPUs (more than 2): for that peters-u wants a manager's yes. Reason given: “for the grant”. Together at most 3 vCPU-hours, $0.11 at AWS's list prices of January 2025; spot machines cost less.",
  );
  const words = JSON.stringify(card.blocks);
  for (const part of ["cohort-NA1, cohort-NA2, cohort-NA3", "They differ in ", "sample", "Approve 3 jobs"])
    expect(words).toContain(part);
  expect(buttonsIn(card)).toEqual(buttons);
  await lab.see(() => askedOf("cohort", upeters) && askedOf("cohort", kfoe));
  const own = await lab.see(() => cardOf("cohort"));
  expect(own.text).toBe("cohort, 3 jobs of J. Blow for peters-u: waiting for a manager's yes.");
  expect(payloadOf(own)).toMatchObject({ state: "approval" });
  expect(submits()).toHaveLength(before);
});

it("shows who may decide each of them in private, and nobody else", async () => {
  const card = asked("cohort") as Message;
  const other = await lab.press(amate, card, "approve.all");
  expect(other.text).toMatch(/^Nothing was decided: whether cohort/);
  const all = await lab.press(upeters, card, "approve.all");
  const words = JSON.stringify(all.blocks);
  for (const part of ["sample=NA1", "sample=NA2", "sample=NA3", "jobQueue"]) expect(words).toContain(part);
});

it("pressed by who may not, it is answered privately, and nothing is decided", async () => {
  const card = asked("cohort") as Message;
  expect((await lab.press(amate, card, "approve.yes")).text).toMatch(/^Nothing was decided/);
  const own = await lab.press(jblow, card, "approve.yes");
  expect(own.text).toMatch(/^Nothing was decided: .* nobody approves their own\./);
  expect((await lab.ask(klee, general, "/batch approve cohort-NA1")).text).toMatch(/^I find no job/);
  expect(buttonsIn(asked("cohort") as Message)).toEqual(buttons);
});

it("approved, all are sent as they were asked for, told once, and closed wherever it was asked", async () => {
  const dm = askedOf("cohort", upeters) as Message;
  const answer = await lab.press(upeters, dm, "approve.yes");
  expect(answer.text).toBe(
    "You approved cohort (3 jobs); they are sent to AWS one after the other, as they were asked for.",
  );
  for (const place of [petersLab, `D${upeters.slice(1)}`, `D${kfoe.slice(1)}`]) {
    const closed = await lab.see(() => {
      const post = asked("cohort", place);
      return post !== undefined && buttonsIn(post).length === 0 && post;
    });
    expect(closed.text).toContain("cohort (3 jobs) of J. Blow for peters-u was approved by U. Peters");
  }
  expect((await closing("cohort")).text).toBe(`<@${jblow}> cohort: all 3 jobs succeeded.`);
  const sent = submits().map(
    ({ input }) => (input as { parameters?: { sample?: string } }).parameters?.sample,
  );
  expect(sent.filter(Boolean).sort()).toEqual(["NA1", "NA2", "NA3"]);
  const told = replies("cohort").filter((reply) => payloadOf(reply).kind === "approval");
  expect(told.map(({ text }) => text)).toEqual([
    `<@${jblow}> cohort (3 jobs) was approved by U. Peters and is on its way to AWS.`,
  ]);
});

it("denied, none of them runs, and their owner reads why", async () => {
  await wants("huge");
  const answer = await lab.ask(upeters, petersLab, '/batch deny huge-NA2 --reason "half of it first"');
  expect(answer.text).toMatch(/^You did not approve huge \(3 jobs\)\./);
  const told = await lab.see(() => replies("huge").find((reply) => payloadOf(reply).kind === "approval"));
  expect(told.text).toBe(
    `<@${jblow}> huge (3 jobs) was not approved by U. Peters, so nothing runs: “half of it first”.`,
  );
  await lab.see(() => payloadOf(cardOf("huge") as Message).state === "rejected");
  expect(lab.jobsNamed("huge-NA1")).toEqual([]);
});

it("of two managers at once, one decides over all of them", async () => {
  const card = await wants("contested");
  const dm = await lab.see(() => askedOf("contested", kfoe));
  const answers = await Promise.all([
    lab.press(upeters, card, "approve.yes"),
    lab.press(kfoe, dm, "approve.yes"),
  ]);
  const texts = answers.map(({ text }) => text).sort();
  expect(texts[0]).toMatch(
    /^Nothing was changed: contested \(3 jobs\) has been approved by (U\. Peters|K\. Foe) already/,
  );
  expect(texts[1]).toMatch(/^You approved contested \(3 jobs\)/);
  await closing("contested");
  for (const sample of ["NA1", "NA2", "NA3"]) expect(lab.jobsNamed(`contested-${sample}`)).toHaveLength(1);
});

it("one that is withdrawn is not sent, what is asked says so, and with the rest nothing is left to ask", async () => {
  await wants("regretted");
  await lab.ask(jblow, petersLab, "/batch cancel regretted-NA1");
  await lab.see(() => asked("regretted")?.text.startsWith("regretted (2 jobs)"));
  const { channel, ts: threadTs } = await lab.see(() => cardOf("regretted"));
  const which = await lab.ask(jblow, { channel, threadTs }, "@Batchmate cancel");
  const question = await lab.follow(jblow, which, "cancel.batch");
  expect(question.text).toMatch(/^Stop 2 jobs\?/);
  const gone = await lab.follow(jblow, question, "cancel.confirm");
  expect(gone.text).toMatch(/ are withdrawn: not sent to AWS, and nobody is asked for a yes any more\.$/);
  await lab.see(() => asked("regretted")?.text.includes("was withdrawn by J. Blow"));
  const late = await lab.ask(upeters, petersLab, "/batch approve regretted-NA2");
  expect(late.text).toMatch(/^Nothing was changed: regretted .* has been withdrawn by J\. Blow already/);
  expect(lab.jobsNamed("regretted-NA2")).toEqual([]);
});

it("approved with such jobs, the next as large goes at once, alone or together", async () => {
  const card = await wants("plate-1");
  await lab.press(upeters, card, "approve.standing");
  await closing("plate-1");
  const line = "/batch submit --jobdef hello --name plate-2 --each sample=NA1,NA2,NA3 -- echo Ref::sample";
  const shown = await lab.ask(jblow, petersLab, line.replace("--each", "--vcpus 1 --each"));
  expect(JSON.stringify(shown.blocks)).toContain("such jobs have a manager's yes");
  const answer = await lab.follow(jblow, shown, "submit.batch");
  expect(answer.text).toMatch(/^3 jobs of plate-2 are on the way/);
  await closing("plate-2");
  const list = await lab.ask(upeters, petersLab, "/batch approve");
  await lab.follow(upeters, list, "approve.takeback.1");
});

it("is held against the lab's limits again at the yes, which count what runs and what it has sent", async () => {
  const { command, open } = gate(here.folder, "busy");
  const samples = Array.from({ length: 7 }, (_, index) => `NA${index + 1}`).join(",");
  await wants("early", "", samples);
  const late = await wants("late", "", samples);
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name busy --vcpus 2 -- ${command}`);
  const early = asked("early") as Message;
  const answers = await Promise.all([
    lab.press(upeters, early, "approve.yes"),
    lab.press(kfoe, await lab.see(() => askedOf("late", kfoe)), "approve.yes"),
  ]);
  const texts = answers.map(({ text }) => text);
  const refused = texts.findIndex((text) => text.includes("cannot be sent as it was asked for"));
  expect(texts[1 - refused]).toMatch(/^You approved/);
  expect(texts[refused]).toMatch(/nothing was decided; it still waits/);
  expect(texts[refused]).toMatch(
    /peters-u may use 12 vCPUs, uses \d of them now, and these 7 jobs ask for 7 together/,
  );
  open();
  await lab.ended("busy");
  const [sent, waiting] = refused === 0 ? ["late", "early"] : ["early", "late"];
  await closing(sent);
  const card = waiting === "late" ? late : early;
  expect((await lab.press(upeters, card, "approve.yes")).text).toMatch(/^You approved/);
  await closing(waiting);
});
