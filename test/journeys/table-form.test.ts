/** A table that does not say what to run, in a lab with more definitions than buttons. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ephemeral } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { amate, jblow, labsFile, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  const labs = labsFile.replace("    channel: C0PETERS\n", "    channel: C0PETERS\n    mayDefine: true\n");
  here = await startHere({ speed: 8, labs });
  lab = atWork(here);
  form = fillingIn(here);
  for (const name of ["align", "call", "count", "index", "zip"])
    await lab.ask(jblow, petersLab, `/batch define ${name} --image busybox:1.36 --register -- echo ${name}`);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

let asked: Ephemeral;

it("is asked about with five of them, and with all others behind one more press", async () => {
  const text = "our cohort:\n```\nsample,lane\nNA1,1\nNA2,2\n```\n`--name cohort`";
  const { message } = await here.slack.acts.types(jblow, { channel: petersLab, text });
  await here.slack.acts.messageShortcut(jblow, {
    callbackId: "submit",
    channel: petersLab,
    ts: message?.ts ?? "",
  });
  asked = await lab.see(() =>
    here.slack.ephemerals(jblow).find((each) => each.text.startsWith("What should run for each row")),
  );
  expect(asked.text).toContain("(there are 2 more)");
  expect(buttonsIn(asked).at(-1)).toBe("submit.choose");
});

it("opens a form with the rows as they are, which offers definitions and no recipe, and the lab's queues", async () => {
  const { status } = await here.slack.acts.click(jblow, { ephemeralId: asked.id, actionId: "submit.choose" });
  expect(status).toBe(200);
  const view = await form.ready(jblow);
  expect(form.keys(view)).toEqual(["jobdef", "queue"]);
  expect(JSON.stringify(view.blocks)).toContain("2 jobs for peters-u, one for each row");
  expect(JSON.stringify(view.blocks)).toContain("sample, lane");
  expect(await form.offers(jblow, "jobdef", "zi")).toEqual(["zip"]);
  expect(await form.offers(jblow, "jobdef", "")).toHaveLength(7);
});

it("sent without a choice it says so, and with one it shows the jobs before any is sent", async () => {
  const refused = await form.sends(jblow, {});
  expect(Object.keys(form.byKey(refused.errors))).toEqual(["jobdef"]);
  const { errors, problems } = await form.sends(jblow, { jobdef: "zip", queue: "highmem" });
  expect([errors, problems]).toEqual([undefined, undefined]);
  const shown = await lab.see(() =>
    here.slack
      .ephemerals(jblow)
      .find(({ text }) => text === "2 jobs of cohort are ready; nothing was submitted yet."),
  );
  expect(JSON.stringify(shown.blocks)).toMatch(/queue highmem.*zip:1/s);
  const sent = await lab.follow(jblow, shown, "submit.batch");
  expect(sent.text).toMatch(/^2 jobs of cohort are on the way to queue highmem/);
  await lab.see(() =>
    lab.posts().find(({ text }) => text.startsWith(`<@${jblow}> cohort: all 2 jobs succeeded`)),
  );
  expect(lab.jobNamed("cohort-NA1").parameters).toEqual({ sample: "NA1", lane: "1" });
});

it("closed, loses nothing: the question stands, and the form opens with the rows again", async () => {
  await here.slack.acts.click(jblow, { ephemeralId: asked.id, actionId: "submit.choose" });
  const view = await form.ready(jblow);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
  await here.slack.acts.click(jblow, { ephemeralId: asked.id, actionId: "submit.choose" });
  const again = await form.ready(jblow);
  expect(again.id).not.toBe(view.id);
  expect(JSON.stringify(again.blocks)).toContain("2 jobs for peters-u, one for each row");
  expect(valueIn(again, "jobdef")).toBeUndefined();
});

it("is for who asked: the same press by another finds no table", async () => {
  const value = buttonValue(asked, "submit.choose");
  const draft = await here.store.drafts.find(value as never, amate as never);
  expect(draft).toBeUndefined();
});
