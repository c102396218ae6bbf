/** `/batch submit`: a form that opens at once, fits itself to what is chosen, and loses nothing that was typed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere();
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

it("opens with what to run alone, and offers what the lab has", async () => {
  const view = await form.asks(jblow, petersLab, "/batch submit");
  expect(view.private_metadata).toMatch(/^d_[0-9a-f]{20}$/);
  expect(form.keys(view)).toEqual(["jobdef", "name", "more"]);
  expect(await form.offers(jblow, "jobdef", "")).toEqual(["greet", "hello"]);
  expect(await form.offers(jblow, "jobdef", "gr")).toEqual(["greet"]);
  expect(await form.offers(jblow, "jobdef", "helo")).toEqual(["hello"]);
});

it("shows the parameters of what is chosen, with their defaults, and what it asks for", async () => {
  const view = await form.chooses(jblow, "jobdef", "greet");
  expect(form.keys(view)).toEqual(["jobdef", "param.who", "name", "more"]);
  expect(valueIn(view, "param.who")).toBe("world");
  expect(JSON.stringify(view.blocks)).toMatch(
    /Asks for \*1 vCPU, 512 MiB\* in queue default\. About \$0\.04 an hour/,
  );
});

it("is sent with a press, and the job runs as the form said", async () => {
  const { errors, problems } = await form.sends(jblow, { "param.who": "reader", name: "first" });
  expect([errors, problems]).toEqual([undefined, undefined]);
  await lab.ended("first");
  expect(lab.jobNamed("first").parameters).toEqual({ who: "reader" });
  expect(lab.cardOf("first").channel).toBe(petersLab);
});

it("begins the next time with what was used last", async () => {
  const view = await form.asks(jblow, petersLab, "/batch submit");
  expect(form.keys(view)).toEqual(["jobdef", "param.who", "name", "more"]);
  expect([valueIn(view, "jobdef"), valueIn(view, "param.who"), valueIn(view, "name")]).toEqual([
    "greet",
    "reader",
    undefined,
  ]);
});

it("shows more on a press, and keeps what was typed", async () => {
  await form.types(jblow, { name: "second", "param.who": "me" });
  const view = await form.presses(jblow, "more");
  expect(form.keys(view)).toEqual([
    "jobdef",
    "param.who",
    "name",
    "queue",
    "command",
    "vcpus",
    "memory",
    "gpus",
    "env",
    "array",
    "attempts",
    "retryOn",
    "timeout",
    "dependsOn",
  ]);
  expect(["name", "param.who", "queue", "retryOn"].map((key) => valueIn(view, key))).toEqual([
    "second",
    "me",
    "default",
    "spot",
  ]);
});

it("says under each field what is wrong, all at once, and keeps what was typed", async () => {
  const { errors } = await form.sends(jblow, {
    memory: "4",
    array: "1",
    timeout: "60",
    vcpus: "many",
    env: "A",
  });
  expect(form.byKey(errors)).toEqual({
    memory: "“4” has no unit: 4 GiB (“4G”) or 4 MiB (“4M”)?",
    array: "“1”: an array has 2 to 10,000 children; for a single job leave this empty.",
    timeout: "“60” has no unit: 60s, 60m or 60h?",
    vcpus: "“many”: a whole number goes here, from 1 to 10,000.",
    env: "“A”: write “NAME=value”.",
  });
  const view = form.open(jblow);
  expect(view && ["memory", "name"].map((key) => valueIn(view, key))).toEqual(["4", "second"]);
  expect(lab.jobsNamed("second")).toEqual([]);
});

it("another definition begins anew, but for what was typed", async () => {
  await form.types(jblow, { memory: "1G", "param.who": "you" });
  const view = await form.chooses(jblow, "jobdef", "hello");
  expect(form.keys(view)).not.toContain("param.who");
  expect(["name", "memory", "array"].map((key) => valueIn(view, key))).toEqual(["second", "1G", "1"]);
});
