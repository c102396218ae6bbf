/** What a manager has to say yes to, filled in: the form says so, and asks why. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { View } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { jblow, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({ speed: 8, labs: labWithApprovals });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const words = ({ blocks }: View) => JSON.stringify(blocks);
const asked = (name: string) =>
  here.slack
    .messages(petersLab)
    .find((post) => payloadOf(post)?.kind === "approval" && post.text.startsWith(`${name} of `));

it("follows what is filled in: a size is priced anew when its field is left, and above the bound it asks why", async () => {
  await form.asks(jblow, petersLab, "/batch submit");
  await form.chooses(jblow, "jobdef", "hello");
  const small = await form.presses(jblow, "more");
  expect(words(small)).toContain("Asks for *1 vCPU, 512 MiB* in queue default.");
  expect(form.keys(small)).not.toContain("reason");
  const large = await form.enters(jblow, "vcpus", "4");
  expect(words(large)).toContain("Asks for *4 vCPU, 512 MiB* in queue default.");
  expect(words(large)).toContain(
    "It asks for 4 vCPUs (more than 2): for that peters-u wants a manager's yes.",
  );
  expect(form.keys(large)).toContain("reason");
  expect(valueIn(large, "vcpus")).toBe("4");
  const again = await form.enters(jblow, "vcpus", "1");
  expect(form.keys(again)).not.toContain("reason");
});

it("sent with more before it could ask, it asks once, and loses nothing", async () => {
  const values = { vcpus: "4", name: "reasoned", command: "echo reasoned" };
  const { problems, errors } = await form.sends(jblow, values);
  expect([problems, errors]).toEqual([undefined, undefined]);
  const view = await form.ready(jblow);
  expect(words(view)).toContain("A manager has to say yes to this: say why you need it");
  expect(["vcpus", "name", "command"].map((key) => valueIn(view, key))).toEqual([
    "4",
    "reasoned",
    "echo reasoned",
  ]);
  expect(asked("reasoned")).toBeUndefined();
  await form.sends(jblow, { reason: "for the grant" });
  const card = await lab.see(() => asked("reasoned"));
  expect(card.text).toContain("Reason given: “for the grant”.");
  await lab.press(upeters, card, "approve.yes");
  await lab.ended("reasoned");
});

it("begins the next time without the reason, and sends without one where none is given", async () => {
  await form.asks(jblow, petersLab, "/batch submit");
  // What the job needs is looked up while its fields are there already.
  const asksWhy = (view: View | undefined) =>
    view !== undefined && form.keys(view).includes("reason") && view;
  const view = await lab.see(() => asksWhy(form.open(jblow)));
  expect(valueIn(view, "reason")).toBeUndefined();
  await form.sends(jblow, { name: "unreasoned" });
  const card = await lab.see(() => asked("unreasoned"));
  expect(card.text).toContain("No reason was given.");
  await lab.ask(jblow, petersLab, "/batch cancel unreasoned");
});
