import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { amate, jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere();
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

it("a submitted job gets one card, one start, one end with one mention, and its log can be read", async () => {
  const { slack, aws } = here;
  const line = "/batch submit --jobdef hello --name first -- echo hello world";
  const answer = await lab.ask(jblow, petersLab, line);
  const { jobId, jobName, tags } = lab.jobNamed("first");
  const card = lab.cardOf("first");
  expect(answer.text).toMatch(
    `first is submitted to queue default as \`${jobId.slice(0, 8)}\`. Follow it in <https://hutch.slack.com/archives/${petersLab}/p${card.ts.replace(".", "")}|its thread>.`,
  );
  expect(jobName).toMatch(/^jblow-first-[a-z0-9]{6}$/);
  expect(tags).toMatchObject({
    "batchmate:submission": expect.stringMatching(/^s_/),
    "batchmate:member": jblow,
    "batchmate:hutchnet": "jblow",
    "batchmate:pi": "peters-u",
    "batchmate:channel": petersLab,
  });

  const end = await lab.ended("first");
  expect(end.text).toMatch(/^<@U0JBLOW> first succeeded after /);
  expect(lab.replies("first").map(({ text }) => text)).toEqual([
    expect.stringMatching(/^first started after .* in the queue\. I'll mention the owner when it ends\.$/),
    end.text,
  ]);
  expect(lab.posts().filter(({ text }) => text.includes(`<@${jblow}>`))).toHaveLength(1);
  expect(payloadOf(lab.cardOf("first"))).toEqual({
    kind: "card",
    job: jobId,
    notice: expect.stringMatching(/^n_/),
    state: "succeeded",
    version: expect.any(Number),
  });
  expect(lab.replies("first").map(payloadOf)).toEqual([
    { kind: "started", job: jobId, notice: expect.any(String) },
    { kind: "finished", job: jobId, notice: expect.any(String) },
  ]);

  const log = await lab.ask(jblow, petersLab, "/batch logs first");
  expect(log.text).toMatch(/^The last line of the log of first:\n\d\d:\d\d:\d\d {2}hello world$/);
  expect(buttonsIn(log)).toEqual(["share.open", "logs.whole", "logs.keep", "status"]);

  const posted = slack.calls.filter(({ method }) => method === "chat.postMessage");
  expect(posted.map(({ args }) => args.thread_ts)).toEqual([undefined, card.ts, card.ts]);
  expect(
    posted.every(({ args }) => (args.metadata as { event_type: string }).event_type === "batchmate"),
  ).toBe(true);
  expect(aws.calls().filter(({ operation }) => operation === "SubmitJob")).toHaveLength(1);
});

it("the card shows each state as it comes, and only ever the newest", async () => {
  const { slack, aws } = here;
  aws.blockQueue(petersAccount, "highmem", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - No capacity.");
  const { command, open } = gate(here.folder, "steps");
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --queue highmem --name steps -- ${command}`);
  const waiting = await lab.shows("steps", "waiting");
  expect(waiting.text).toMatch(/^steps of J. Blow for peters-u is waiting for a machine\./);
  expect(buttonsIn(waiting)).toEqual(["cancel", "status", "open.aws"]);
  aws.unblockQueue(petersAccount, "highmem");
  const running = await lab.shows("steps", "running");
  expect(running.text).toMatch(/^steps of J. Blow for peters-u is running <!date/);
  expect(buttonsIn(running)).toEqual(["logs", "cancel", "status", "open.aws"]);
  open();
  await lab.ended("steps");
  const done = lab.cardOf("steps");
  expect(buttonsIn(done)).toEqual(["logs", "retry.again", "status", "open.aws"]);
  const versions = slack.calls
    .filter(({ method, args }) => method === "chat.update" && args.ts === done.ts)
    .map(({ args }) => (args.metadata as { event_payload: { version: number } }).event_payload.version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

it("the buttons on the card and in the answers do what they say, for a lab mate too", async () => {
  const card = lab.cardOf("first");
  const place = { channel: card.channel, ts: card.ts };
  const log = await lab.press(amate, place, "logs");
  expect(log.text).toContain("hello world");
  expect(log.threadTs, "where the card was pressed").toBeUndefined();
  const details = await lab.follow(amate, log, "status");
  expect(details.text).toMatch(/^first of J. Blow for peters-u succeeded after /);
  const end = lab.replies("first").at(-1);
  const again = await lab.press(amate, { channel: petersLab, ts: end?.ts ?? "" }, "logs");
  expect(again.text).toContain("hello world");
  expect(again.threadTs, "where the reply was pressed").toBe(card.ts);
});
