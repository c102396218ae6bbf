/** Who does not answer is asked again, then admins are, and at last it is waited for no more. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { jumpingClock } from "../support/jumping-clock.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { admin, jblow, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

const clock = jumpingClock();
const hourMs = 3_600_000;
let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ clock, labs: labWithApprovals });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const asked = (user: string): Message[] =>
  here.slack.messages(`D${user.slice(1)}`).filter((post) => payloadOf(post)?.kind === "approval");
const everywhere = () => [
  ...here.slack.messages(petersLab).filter((post) => payloadOf(post)?.kind === "approval" && !post.threadTs),
  ...asked(upeters),
  ...asked(admin),
];

it("managers are asked once more after two hours, and admins after four", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name cohort --vcpus 4 -- true");
  await lab.see(() => asked(upeters).length === 1);
  clock.jump(2 * hourMs);
  const again = await lab.see(() => asked(upeters)[1]);
  expect(again.text).toContain("cohort of J. Blow for peters-u still waits for a yes.");
  expect(asked(admin)).toEqual([]);
  clock.jump(2 * hourMs);
  const [forAdmin] = await lab.see(() => (asked(admin).length === 1 ? asked(admin) : undefined));
  expect(forAdmin?.text).toContain("no manager of the lab has answered yet");
});

it("what nobody has answered for days is not sent: its owner is told, and every copy is closed", async () => {
  clock.jump(5 * 24 * hourMs);
  const told = await lab.see(() => {
    const card = lab.cards()[0];
    return (
      card &&
      here.slack
        .thread(card.channel, card.ts)
        .find((post) => post.threadTs && payloadOf(post).kind === "approval")
    );
  });
  expect(told.text).toMatch(/^<@U0JBLOW> cohort was answered by nobody in time, so nothing runs\./);
  await lab.see(() => everywhere().every((post) => buttonsIn(post).length === 0));
  expect(everywhere()).toHaveLength(4);
  await lab.see(() => payloadOf(lab.cards()[0] as Message).state === "rejected");
  expect(lab.cards()[0]?.text).toContain("was not approved by anybody in time, so nothing runs");
  expect(lab.jobsNamed("cohort")).toEqual([]);
});

it("who comes too late is told so, and an admin may answer for a lab", async () => {
  const late = await lab.ask(upeters, petersLab, "/batch approve cohort");
  expect(late.text).toBe("Nothing was changed: cohort was answered by nobody in time.");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name second --vcpus 4 -- true");
  await lab.see(() => asked(upeters).length === 3);
  clock.jump(2 * hourMs);
  await lab.see(() => asked(upeters).length === 4);
  clock.jump(2 * hourMs);
  const forAdmin = await lab.see(() => asked(admin)[1]);
  await lab.press(admin, forAdmin, "approve.yes");
  await lab.ended("second");
});
