/** A lab's role begins to refuse in mid-work: it is named, hurts nobody else, and mends without a restart. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  doeAccount,
  doeLab,
  externalId,
  jblow,
  klee,
  petersAccount,
  petersLab,
  roleOf,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
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

it("the person hears it plainly, the admins once, and another lab goes on", async () => {
  await lab.ask(jblow, petersLab, submit("first"));
  await lab.ended("first");
  here.changePi("peters-u", { externalId: "no longer this" });
  for (const name of ["second", "third"]) {
    const answer = await lab.ask(jblow, petersLab, submit(name));
    expect(answer.text).toMatch(
      /^AWS does not let me work for peters-u at the moment, so nothing was done\. It is not your fault, and the admins are told\. If it stays so, tell <#C0HELP> the reference `[0-9a-f]{8}`\.$/,
    );
    expect(answer.text).not.toContain(petersAccount);
  }
  await lab.ask(klee, doeLab, submit("theirs"));
  await lab.ended("theirs", doeAccount);
  const [told, ...more] = await lab.see(() => toldAdmins().length > 0 && toldAdmins());
  expect(more).toEqual([]);
  expect(told?.text).toContain(
    `I can not work for peters-u: AWS does not let me take on its role \`${roleOf(petersAccount)}\`.`,
  );
  expect(lab.jobsNamed("second")).toEqual([]);
});

it("a trust policy that takes no tags or no source identity is named, and never worked around", async () => {
  for (const right of ["sts:TagSession", "sts:SetSourceIdentity"]) {
    const message = `User: arn:aws:sts::444455556666:user/local is not authorized to perform: ${right} on resource: ${roleOf(petersAccount)}`;
    const mended = here.aws.faults.add({
      service: "sts",
      operation: "AssumeRole",
      effect: { kind: "refuse", code: "AccessDenied", message, status: 403 },
    });
    here.changePi("peters-u", { externalId: `${externalId} ${right}` });
    const answer = await lab.ask(jblow, petersLab, submit("untagged"));
    expect(answer.text).toMatch(/^AWS does not let me work for peters-u/);
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
  await lab.ask(jblow, petersLab, submit("mended"));
  await lab.ended("mended");
});
