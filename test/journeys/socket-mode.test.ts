/** Slack's side over Socket Mode: nothing of Slack reaches the bot but over the connections that it opens itself. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import { bot, jblow, petersLab, team } from "../support/lab-world.ts";
import { expectNothingLeft, readMetrics } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;
let refused = 0;

beforeAll(async () => {
  here = await startHere({ slack: "socket" });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here, { refused }).finally(() => here.close()));

const sockets = () => {
  if (here.slack.sockets === undefined) throw new Error("Socket Mode is off");
  return here.slack.sockets;
};
const bothOpen = () => lab.see(() => sockets().count() === 2);
const submits = () => here.aws.calls().filter(({ operation }) => operation === "SubmitJob");

it("a command submits a job, which gets one card, one start and one end", async () => {
  const answer = await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name first -- echo hello");
  expect(answer.text).toMatch(/^first is submitted to queue default as/);
  expect((await lab.ended("first")).text).toMatch(/^<@U0JBLOW> first succeeded after /);
  expect(lab.replies("first").map((reply) => payloadOf(reply).kind)).toEqual(["started", "finished"]);
  expect(here.slack.deliveries.at(-1)).toMatchObject({ kind: "command", status: 200, body: "" });
});

it("buttons, mentions in a thread, the menu of a message and the Home tab are answered", async () => {
  const { channel, ts } = lab.cardOf("first");
  expect((await lab.press(jblow, { channel, ts }, "logs")).text).toContain("hello");
  const status = await lab.ask(jblow, { channel, threadTs: ts }, `<@${bot.userId}> status`);
  expect(status.text).toMatch(/^first of J. Blow for peters-u succeeded after /);
  const { message } = await here.slack.acts.types(jblow, { channel, text: '{"jobName": "nothing"}' });
  const before = here.slack.ephemerals(jblow).length;
  await here.slack.acts.messageShortcut(jblow, { callbackId: "submit", channel, ts: message?.ts ?? "" });
  await lab.see(() => here.slack.ephemerals(jblow).length === before + 1);
  await here.slack.acts.openHome(jblow);
  const home = await lab.see(() => here.slack.home(jblow));
  expect(JSON.stringify(home.blocks)).toContain("*first* succeeded");
});

it("a form offers what the lab has, says under its fields what is wrong, and is sent", async () => {
  await form.asks(jblow, petersLab, "/batch submit");
  expect(await form.offers(jblow, "jobdef", "gr")).toEqual(["greet"]);
  const view = await form.chooses(jblow, "jobdef", "greet");
  if (!form.keys(view).includes("memory")) await form.presses(jblow, "more");
  const wrong = await form.sends(jblow, { name: "formed", memory: "4" });
  expect(Object.keys(form.byKey(wrong.errors))).toEqual(["memory"]);
  const { errors, problems } = await form.sends(jblow, { name: "formed", memory: "1G" });
  expect([errors, problems]).toEqual([undefined, undefined]);
  await lab.ended("formed");
});

it("an envelope that comes again, be it a command, a press, a mention or a form, is one intention", async () => {
  const { ts } = lab.cardOf("first");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name once -- echo once");
  await lab.ended("once");
  await lab.press(jblow, { channel: petersLab, ts }, "logs");
  await lab.ask(jblow, { channel: petersLab, threadTs: ts }, `<@${bot.userId}> status`);
  await form.asks(jblow, petersLab, "/batch submit");
  await form.sends(jblow, { name: "formed-once" });
  await lab.ended("formed-once");
  const answers = here.slack.ephemerals(jblow).length;
  const [jobs, seen] = [submits().length, here.slack.deliveries.slice(-5)];
  expect(seen.map(({ kind }) => kind)).toEqual(["command", "interactive", "event", "command", "interactive"]);
  for (const { kind, payload } of seen.filter(({ payload: { text } }) => text !== "submit")) {
    const again = await here.slack.deliver(kind, payload, { retry: { count: 1, reason: "http_timeout" } });
    expect([again.status, again.body]).toEqual([200, ""]);
  }
  await lab.ask(jblow, petersLab, "/batch whoami");
  expect(here.slack.ephemerals(jblow)).toHaveLength(answers + 1);
  expect(submits()).toHaveLength(jobs);
});

it("a mention whose acknowledgement was lost comes again and is answered once", async () => {
  const { channel, ts } = lab.cardOf("first");
  const [answers, deliveries] = [here.slack.ephemerals(jblow).length, here.slack.deliveries.length];
  sockets().loseAcknowledgements(1);
  await here.slack.acts.types(jblow, { channel, threadTs: ts, text: `<@${bot.userId}> status` });
  refused += 1;
  const again = await lab.see(() => here.slack.deliveries.slice(deliveries).find(({ retry }) => retry === 1));
  expect(again).toMatchObject({ kind: "event", status: 200 });
  await lab.ask(jblow, petersLab, "/batch whoami");
  expect(here.slack.ephemerals(jblow)).toHaveLength(answers + 2);
});

it("what another workspace sends is not taken", async () => {
  const answers = here.slack.ephemerals(jblow).length;
  const typed = here.slack.deliveries.findLast(({ kind }) => kind === "command")?.payload;
  const stranger = { ...typed, team_id: "T0OTHER", trigger_id: "trigger-of-others" };
  expect((await here.slack.deliver("command", stranger)).ok).toBe(false);
  refused += 1;
  expect((await here.slack.deliver("command", { ...stranger, team_id: team.id })).ok).toBe(true);
  await lab.see(() => here.slack.ephemerals(jblow).length === answers + 1);
});

it("Slack's own door over HTTP is shut, that of events is open", async () => {
  const post = (path: string) => fetch(`${here.botUrl}${path}`, { method: "POST", body: "{}" });
  expect((await post("/slack/events")).status).toBe(404);
  expect((await post("/aws/events")).status).toBe(401);
});

it("there are two connections, and the metrics say so", async () => {
  await bothOpen();
  expect((await readMetrics(here.metricsUrl)).batchmate_slack_sockets).toBe(2);
});
