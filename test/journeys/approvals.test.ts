/** What is too large to be sent at once waits for a manager's yes, and is sent as it was asked for. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import { gate } from "../support/gate.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import {
  admin,
  amate,
  doeLab,
  general,
  jblow,
  kfoe,
  klee,
  petersLab,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({ speed: 8, labs: labWithApprovals });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submits = () => here.aws.calls().filter(({ operation }) => operation === "SubmitJob");
const about = (name: string) => (post: Message) => post.text.includes(`${name} of `);
const asked = (name: string, place = petersLab) =>
  here.slack.messages(place).find((post) => payloadOf(post)?.kind === "approval" && about(name)(post));
const askedOf = (name: string, user: string) => asked(name, `D${user.slice(1)}`);
const cardOf = (name: string) => lab.cards().find(about(name));
const replies = (name: string) => {
  const card = cardOf(name);
  return card === undefined
    ? []
    : here.slack.thread(card.channel, card.ts).filter(({ threadTs }) => threadTs);
};
const buttons = ["approve.yes", "approve.standing", "deny.why"];

async function wants(name: string, more = "", user = jblow): Promise<Message> {
  const line = `/batch submit --jobdef hello --name ${name} --vcpus 4 ${more} -- echo ${name}`;
  const answer = await lab.ask(user, petersLab, line);
  expect(answer.text).toContain(`${name} waits for a manager's yes; nothing was sent to AWS yet.`);
  return lab.see(() => asked(name));
}

it("is asked in the lab's channel and of its managers, with the reason and what it may use", async () => {
  const before = submits().length;
  const card = await wants("cohort", '--array 2 --timeout 1h --reason "for the grant"');
  expect(card.text).toContain("It asks for 8 vCPUs (more than 2)");
  expect(JSON.stringify(card.blocks)).toMatch(
    /“for the grant”.*At most 8 vCPU-hours \(8 vCPUs × 1 h\), \$0\.29 at AWS's list prices/s,
  );
  expect(buttonsIn(card)).toEqual(buttons);
  await lab.see(() => askedOf("cohort", upeters) && askedOf("cohort", kfoe));
  expect(askedOf("cohort", admin)).toBeUndefined();
  const own = await lab.see(() => cardOf("cohort"));
  expect(payloadOf(own)).toMatchObject({ state: "approval" });
  expect(own.text).toContain("waits for a manager's yes");
  expect(submits()).toHaveLength(before);
});

it("pressed by who may not, it is answered privately, and nothing is decided", async () => {
  const card = asked("cohort") as Message;
  const other = await lab.press(amate, card, "approve.yes");
  expect(other.text).toBe(
    "Nothing was decided: whether cohort is sent is for the managers of peters-u to say. Ask one of them.",
  );
  const own = await lab.press(jblow, card, "approve.yes");
  expect(own.text).toMatch(/^Nothing was decided: cohort is your own job, and nobody approves their own\./);
  const stranger = await lab.ask(klee, general, "/batch approve cohort");
  expect(stranger.text).toMatch(/^I find no job/);
  expect(buttonsIn(asked("cohort") as Message)).toEqual(buttons);
});

it("approved, it is sent as it was asked for, told once, and closed wherever it was asked", async () => {
  const dm = askedOf("cohort", upeters) as Message;
  const answer = await lab.press(upeters, dm, "approve.yes");
  expect(answer.text).toBe("You approved cohort; it is sent to AWS as it was asked for.");
  expect(submits().at(-1)).toMatchObject({
    sessionName: "batchmate-jblow",
    input: {
      jobQueue: "default",
      arrayProperties: { size: 2 },
      timeout: { attemptDurationSeconds: 3_600 },
      containerOverrides: {
        command: ["echo", "cohort"],
        resourceRequirements: [{ type: "VCPU", value: "4" }],
      },
    },
  });
  for (const place of [petersLab, `D${upeters.slice(1)}`, `D${kfoe.slice(1)}`]) {
    const closed = await lab.see(() => {
      const post = asked("cohort", place);
      return post !== undefined && buttonsIn(post).length === 0 && post;
    });
    expect(closed.text).toContain("was approved by U. Peters");
  }
  await lab.ended("cohort");
  const told = replies("cohort").filter((reply) => payloadOf(reply).kind === "approval");
  expect(told.map(({ text }) => text)).toEqual([
    "<@U0JBLOW> cohort was approved by U. Peters and is on its way to AWS.",
  ]);
});

it("denied in a form, with a reason its owner reads", async () => {
  const card = await wants("huge");
  await here.slack.acts.click(upeters, { channel: card.channel, ts: card.ts, actionId: "deny.why" });
  await form.ready(upeters);
  expect((await form.sends(upeters, { reason: "  " })).errors).toMatchObject({
    reason: expect.stringContaining("Say why not"),
  });
  expect((await form.sends(upeters, { reason: "too large this month" })).errors).toBeUndefined();
  const told = await lab.see(() => replies("huge").find((reply) => payloadOf(reply).kind === "approval"));
  expect(told.text).toBe(
    "<@U0JBLOW> huge was not approved by U. Peters, so nothing runs: “too large this month”.",
  );
  await lab.see(() => payloadOf(cardOf("huge") as Message).state === "rejected");
  expect(lab.jobsNamed("huge")).toEqual([]);
});

it("of two managers at once, one decides, and the other is told who was first", async () => {
  const card = await wants("contested");
  const dm = await lab.see(() => askedOf("contested", kfoe));
  const answers = await Promise.all([
    lab.press(upeters, card, "approve.yes"),
    lab.press(kfoe, dm, "approve.yes"),
  ]);
  const texts = answers.map(({ text }) => text).sort();
  expect(texts[0]).toMatch(
    /^Nothing was changed: contested has been approved by (U\. Peters|K\. Foe) already/,
  );
  expect(texts[1]).toBe("You approved contested; it is sent to AWS as it was asked for.");
  await lab.ended("contested");
  expect(lab.jobsNamed("contested")).toHaveLength(1);
});

it("a manager's own is for another manager, and a double press is one yes", async () => {
  const card = await wants("mine", "", upeters);
  const own = await lab.press(upeters, card, "approve.yes");
  expect(own.text).toContain("mine is your own job, and nobody approves their own");
  expect(askedOf("mine", upeters)).toBeUndefined();
  const dm = await lab.see(() => askedOf("mine", kfoe));
  await lab.press(kfoe, dm, "approve.yes");
  const again = await lab.ask(kfoe, general, "/batch approve mine");
  expect(again.text).toMatch(/mine has been approved by K\. Foe already/);
  await lab.ended("mine");
  expect(lab.jobsNamed("mine")).toHaveLength(1);
});

it("approved with such jobs, the next goes at once, a larger one is asked for, and it can be taken back", async () => {
  const card = await wants("sample-1");
  const answer = await lab.press(upeters, card, "approve.standing");
  expect(answer.text).toMatch(
    /^You approved sample-1; .* Such jobs of J. Blow need no question <!date.*until/,
  );
  await lab.ended("sample-1");
  const next = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef hello --name sample-2 --vcpus 4 -- true",
  );
  expect(next.text).toMatch(/^sample-2 is submitted/);
  await lab.ended("sample-2");
  expect(JSON.stringify(lab.cardOf("sample-2").blocks)).toContain("approved by U. Peters for such jobs");
  await wants("sample-3", "--memory 1G");
  const list = await lab.ask(upeters, petersLab, "/batch approve");
  expect(list.text).toMatch(/^1 job waits for your yes\./);
  const taken = await lab.follow(upeters, list, "approve.takeback.1");
  expect(taken.text).toMatch(/^Taken back: jobs like sample-1 of J. Blow wait for a yes again/);
  await wants("sample-4");
  const question = await lab.ask(jblow, petersLab, "/batch cancel sample-3 sample-4");
  const gone = await lab.follow(jblow, question, "cancel.confirm");
  expect(gone.text).toMatch(/^sample-\d, sample-\d are withdrawn: not sent to AWS/);
});

it("shows its managers all that would run, without values of variables, before they decide", async () => {
  const long = `echo ${"and on ".repeat(200)}`;
  const line = `/batch submit --jobdef hello --name long --vcpus 4 --env MODE=private-words --script s3://peters-u/run.sh -- ${long}`;
  await lab.ask(jblow, petersLab, line);
  const card = await lab.see(() => asked("long"));
  const text = JSON.stringify(card.blocks);
  for (const words of ["s3://peters-u/run.sh", "MODE", "Not all of what runs fits here"])
    expect(text).toContain(words);
  expect(buttonsIn(card)).toEqual([...buttons, "approve.all"]);
  const other = await lab.press(amate, card, "approve.all");
  expect(other.text).toMatch(/^Nothing was decided/);
  const all = JSON.stringify((await lab.press(upeters, card, "approve.all")).blocks);
  expect(all.match(/\\"and\\"/g)).toHaveLength(200);
  expect(all + text).not.toContain("private-words");
  await lab.ask(jblow, petersLab, "/batch cancel long");
});

it("of two yeses at once for what fits only alone, the second is told what is left", async () => {
  const { command, open } = gate(here.folder, "both");
  const names = ["left", "right"];
  for (const name of names)
    await lab.ask(
      jblow,
      petersLab,
      `/batch submit --jobdef hello --name ${name} --vcpus 4 --array 2 -- ${command}`,
    );
  const cards = [await lab.see(() => asked("left")), await lab.see(() => askedOf("right", kfoe))];
  const answers = await Promise.all([
    lab.press(upeters, cards[0] as Message, "approve.yes"),
    lab.press(kfoe, cards[1] as Message, "approve.yes"),
  ]);
  const texts = answers.map(({ text }) => text);
  const late = texts.findIndex((text) => text.includes("4 or fewer fit"));
  expect(texts[1 - late]).toMatch(/^You approved/);
  expect(texts[late]).toMatch(/nothing was decided; it still waits/);
  // Four are left: of three who each want two at once, one comes too late.
  const three = await Promise.all(
    [jblow, amate, upeters].map((user) =>
      lab.ask(user, petersLab, `/batch submit --jobdef hello --name of-${user} --vcpus 2 -- ${command}`),
    ),
  );
  const refused = three.findIndex(({ text }) => text.includes("12 of its 12 vCPUs now"));
  expect(three.filter(({ text }) => text.includes("is submitted"))).toHaveLength(2);
  expect(refused).toBeGreaterThanOrEqual(0);
  open();
  await lab.ended(names[1 - late] as string);
  const sent = [jblow, amate, upeters].filter((_user, n) => n !== refused);
  for (const user of sent) await lab.ended(`of-${user}`);
  await lab.ask(jblow, petersLab, `/batch cancel ${names[late]}`);
});

it("where commands are the definition's own, a member registers none", async () => {
  const answer = await lab.ask(klee, doeLab, "/batch define call --image call:1 --register -- rm -r x");
  expect(answer.text).toContain("doe-j does not let everybody run commands of their own");
  const registered = here.aws.calls().filter(({ operation }) => operation === "RegisterJobDefinition");
  expect(registered).toEqual([]);
});

it("withdrawn by its owner, it is asked for no more", async () => {
  await wants("regretted");
  const answer = await lab.ask(jblow, petersLab, "/batch cancel regretted");
  expect(answer.text).toBe(
    "regretted is withdrawn: it was not sent to AWS, and nobody is asked for a yes any more.",
  );
  await lab.see(() => asked("regretted")?.text.includes("was withdrawn by J. Blow"));
  const late = await lab.ask(upeters, petersLab, "/batch approve regretted");
  expect(late.text).toBe("Nothing was changed: regretted has been withdrawn by J. Blow already.");
  expect(lab.jobsNamed("regretted")).toEqual([]);
});

it("is held against the lab's limits again at the yes, and those count what runs", async () => {
  const { command, open } = gate(here.folder, "busy");
  const card = await wants("later", "--array 2");
  await lab.ask(
    jblow,
    petersLab,
    `/batch submit --jobdef hello --name busy --vcpus 1 --array 5 -- ${command}`,
  );
  const busy = await lab.see(() => asked("busy"));
  await lab.press(upeters, busy, "approve.yes");
  const refused = await lab.press(upeters, card, "approve.yes");
  expect(refused.text).toContain(
    "later cannot be sent as it was asked for, so nothing was decided; it still waits.",
  );
  expect(refused.text).toContain("peters-u uses 5 of its 12 vCPUs now, and this asks for 8; 7 or fewer fit");
  const third = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef hello --name third --vcpus 8 -- true",
  );
  expect(third.text).toContain("7 or fewer fit");
  open();
  await lab.ended("busy");
  expect((await lab.press(upeters, card, "approve.yes")).text).toMatch(/^You approved later/);
  await lab.ended("later");
});
