/** A lab's role begins to refuse in mid-work: it is named, hurts nobody else, and mends without a restart. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { limits } from "../../src/domain/limits.ts";
import type { Ephemeral } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { jumpingClock } from "../support/jumping-clock.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import {
  amate,
  doeAccount,
  doeLab,
  externalId,
  jblow,
  klee,
  petersAccount,
  petersLab,
  roleOf,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

/** In the first lab much needs a yes, and definitions may be registered. */
const labs = labWithApprovals.replace(
  "    channel: C0PETERS\n",
  "    channel: C0PETERS\n    mayDefine: true\n",
);
const clock = jumpingClock();
let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ clock, labs });
  lab = atWork(here);
});

afterAll(() =>
  expectNothingLeft(here, {
    awsTrouble: ["AssumeRole AccessDenied"],
    errors: ["A command failed", "A lab's role can not be assumed"],
  }).finally(() => here.close()),
);

const toldAdmins = () => here.slack.messages("C0ADMIN").filter(({ isBot }) => isBot);
const submit = (name: string) => `/batch submit --jobdef hello --name ${name} -- echo ${name}`;
/** What AWS says of queues and definitions is known now: the next who submits has to be the lab's role only to send. */
const keepAnswers = () =>
  lab.ask(upeters, petersLab, "/batch submit --jobdef hello --dry-run --name warm -- true");
/** What AWS said of queues and definitions is not kept any longer: the next who asks has to be the lab's role. */
const forgetAnswers = () => clock.jump(limits.awsAnswersMs + 1);

function refuse(right: string): () => void {
  const message = `User: arn:aws:sts::444455556666:user/local is not authorized to perform: ${right} on resource: ${roleOf(petersAccount)}`;
  const effect = { kind: "refuse", code: "AccessDenied", message, status: 403 } as const;
  return here.aws.faults.add({ service: "sts", operation: "AssumeRole", effect });
}

function expectPlain(answer: Ephemeral): void {
  expect(answer.text).toMatch(
    /^AWS does not let me work for peters-u at the moment, so nothing was done\. It is not your fault, and the admins are told\. If it stays so, tell <#C0HELP> the reference `[0-9a-f]{8}`\.$/,
  );
}

it("the person hears it plainly, the admins once, and another lab goes on", async () => {
  await lab.ask(jblow, petersLab, submit("first"));
  await lab.ended("first");
  // The second is kept from being submitted, for nobody has let its owner in so far, and the third from being prepared.
  await keepAnswers();
  const letIn = refuse("sts:AssumeRole");
  const second = await lab.ask(amate, petersLab, submit("second"));
  expectPlain(second);
  expect(buttonsIn(second)).toContain("submit.edit");
  letIn();
  here.changePi("peters-u", { externalId: "no longer this" });
  const third = await lab.ask(jblow, petersLab, submit("third"));
  expectPlain(third);
  expect(buttonsIn(third)).toEqual([]);
  // Who commands something there needs a yes.
  await lab.ask(klee, doeLab, "/batch submit --jobdef hello --name theirs");
  await lab.ended("theirs", doeAccount);
  const [told, ...more] = await lab.see(() => toldAdmins().length > 0 && toldAdmins());
  expect(more).toEqual([]);
  expect(told?.text).toContain(
    `I can not work for peters-u: AWS does not let me take on its role \`${roleOf(petersAccount)}\`.`,
  );
  for (const name of ["second", "third"]) expect(lab.jobsNamed(name)).toEqual([]);
  here.changePi("peters-u", { externalId });
});

it("what was approved when the role refused is not sent, and both who asked and who approved hear why", async () => {
  forgetAnswers();
  await keepAnswers();
  await lab.ask(amate, petersLab, "/batch submit --jobdef hello --name large --vcpus 4 -- true");
  const { channel, ts } = await lab.see(() =>
    here.slack.messages(`D${upeters.slice(1)}`).find((post) => payloadOf(post)?.kind === "approval"),
  );
  // Who approves has been let in before, who is to send it has not.
  const mended = refuse("sts:AssumeRole");
  const answer = await lab.press(upeters, { channel, ts }, "approve.yes");
  const why =
    "AWS did not let me work for peters-u. That is nobody's fault in the lab, and the admins were told.";
  expect(answer.text).toBe(`You approved large, but AWS did not accept it, so nothing runs. ${why}`);
  const words = `<@${amate}> large was approved by U. Peters, but AWS did not accept it, so nothing runs. ${why}`;
  const told = await lab.see(() => lab.posts().find(({ text }) => text === words));
  await lab.see(() => lab.cards().some(({ text }) => text.includes("large") && text.endsWith(why)));
  expect(JSON.stringify([told, answer, ...lab.cards()])).not.toContain("not authorized");
  expect(lab.jobsNamed("large")).toEqual([]);
  mended();
});

it("a trust policy that takes no tags or no source identity is named, and never worked around", async () => {
  for (const right of ["sts:TagSession", "sts:SetSourceIdentity"]) {
    const mended = refuse(right);
    here.changePi("peters-u", { externalId: `${externalId} ${right}` });
    expectPlain(await lab.ask(jblow, petersLab, submit("untagged")));
    expectPlain(
      await lab.ask(jblow, petersLab, "/batch define align --image align:1 --register -p peters-u"),
    );
    await lab.see(() => toldAdmins().some(({ text }) => text.includes(`Allow my own role \`${right}\``)));
    mended();
  }
  const bare = here.aws
    .calls()
    .filter(
      ({ operation, input }) => operation === "AssumeRole" && !(input.Tags as unknown[] | undefined)?.length,
    );
  expect(bare).toEqual([]);
  expect(lab.jobsNamed("untagged")).toEqual([]);
});

it("once it is mended the next command goes on", async () => {
  here.changePi("peters-u", { externalId });
  await lab.ask(amate, petersLab, submit("mended"));
  await lab.ended("mended");
});

it("a new trouble of a role that was mended is told again", async () => {
  const toldOf = () => toldAdmins().filter(({ text }) => text.includes("does not let me take on its role"));
  expect(toldOf()).toHaveLength(1);
  clock.jump(limits.roleMendedMs);
  here.changePi("peters-u", { externalId: "broken anew" });
  expectPlain(await lab.ask(amate, petersLab, submit("fourth")));
  await lab.see(() => toldOf().length === 2);
});
