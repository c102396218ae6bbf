import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LocalAws } from "../../../src/playground/aws/local-aws.ts";
import type { FaultBoard } from "../../../src/playground/panel/faults.ts";
import { createRunner, type Run, type Runner } from "../../../src/playground/scenarios/runner.ts";
import type { Scenario, Step } from "../../../src/playground/scenarios/scenario.ts";
import {
  blocks,
  faultOn,
  pauses,
  reclaims,
  staysUntil,
  types,
  unblocks,
  waitsFor,
} from "../../../src/playground/scenarios/steps.ts";
import { createChanges } from "../../../src/playground/slack/changes.ts";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";

type SomeJob = { jobId: string; jobName: string; createdAt: number; status: string; attempts: unknown[] };

let jobs: SomeJob[];
let posted: object[];
let changes: ReturnType<typeof createChanges>;
let typed: string[];
let befell: string[];
let on: Set<string>;
let delivery: { ok: boolean; failure?: string };
let tell: () => void;
let runner: Runner;

beforeEach(() => {
  jobs = [];
  posted = [];
  changes = createChanges();
  typed = [];
  befell = [];
  on = new Set();
  delivery = { ok: true };
});

afterEach(() => runner.close());

/** The lab's account is "A"; the bot answers every line. */
function runnerOf(...scenarios: Scenario[]): Runner {
  const listeners = new Set<() => void>();
  tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const aws = {
    jobs: () => jobs,
    job: (id: string) => jobs.find(({ jobId }) => jobId === id),
    spotReclaim: (id: string) => befell.push(`reclaim ${id}`),
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const slack = {
    messages: () => posted,
    subscribe: changes.subscribe,
    acts: {
      types: async (_: string, { text }: { text: string }) => {
        typed.push(text);
        return { delivery };
      },
    },
  };
  const board = {
    block: (_: string, queue: string, reason: string | undefined) =>
      befell.push(`${queue}: ${reason ?? "goes on"}`),
    state: () => [...on].map((id) => ({ id, isOn: true })),
    set: (id: string, is: "on" | "off") => (is === "on" ? on.add(id) : on.delete(id)),
  };
  runner = createRunner({
    slack: slack as unknown as LocalSlack,
    aws: aws as unknown as LocalAws,
    board: board as unknown as FaultBoard,
    scenarios,
    accountOf: () => "A",
    secondMs: 1,
  });
  return runner;
}

function scenarioOf(steps: Step[], part: Partial<Scenario> = {}): Scenario {
  return {
    name: "some",
    group: "Start",
    title: "Some",
    watch: "See.",
    as: "U0JBLOW",
    channel: "C0",
    steps,
    ...part,
  };
}

/** A job under the name the bot would send. */
function job(name: string, status: string): SomeJob {
  const made = {
    jobId: `id-${jobs.length}`,
    jobName: `jblow-${name}-ab12cd`,
    createdAt: Date.now(),
    status,
    attempts: [],
  };
  jobs.push(made);
  tell();
  return made;
}

function ended(run: Run): Promise<void> {
  return vi.waitFor(() => expect(run.state).not.toBe("running"), { interval: 5 });
}

test("a scenario begins at once and does its steps in order", async () => {
  const run = runnerOf(scenarioOf([types("one"), pauses(1), types("two")])).start("some");
  expect(run).toMatchObject({ state: "running", steps: 3 });
  await ended(run);
  expect(run).toMatchObject({ state: "done", done: 3 });
  expect(typed).toEqual(["one", "two"]);
});

test("a scenario nobody has is refused with a sentence", () => {
  expect(() => runnerOf().start("none")).toThrow("There is no scenario none.");
});

test("it waits for its own job, not for one of that name from before", async () => {
  runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING" }), reclaims("align")]));
  job("align", "RUNNING").createdAt = Date.now() - 60_000;
  const run = runner.start("some");
  job("align-more", "RUNNING");
  expect(run.done).toBe(0);
  const own = job("align", "RUNNING");
  await ended(run);
  expect(befell).toEqual([`reclaim ${own.jobId}`]);
});

test("a bot that is late has the line all the same, one that is gone has not", async () => {
  runnerOf(scenarioOf([types("one"), types("two")]));
  delivery = { ok: false, failure: "http_timeout" };
  const late = runner.start("some");
  await ended(late);
  expect(late.state).toBe("done");
  delivery = { ok: false, failure: "connection_failed" };
  const gone = runner.start("some");
  await ended(gone);
  expect(gone).toMatchObject({ state: "failed", done: 0 });
  expect(gone.says).toMatch(/^Batchmate did not answer/);
});

test("two runs begun before either's job is there each see their own", async () => {
  runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING" }), reclaims("align")]));
  const [first, second] = [runner.start("some"), runner.start("some")];
  job("align", "RUNNING");
  await ended(first);
  expect(second).toMatchObject({ state: "running", done: 0 });
  job("align", "RUNNING");
  await ended(second);
  expect(befell).toEqual(["reclaim id-0", "reclaim id-1"]);
});

test("a second attempt is waited for by the attempts that are over", async () => {
  const run = runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING", attempt: 2 })])).start("some");
  const own = job("align", "RUNNING");
  expect(run.state).toBe("running");
  own.attempts = [{}];
  tell();
  await ended(run);
  expect(run.state).toBe("done");
});

test("a job that ends otherwise ends the scenario with a sentence, and lets its queue go", async () => {
  const steps = [
    blocks({ queue: "gpu", reason: "UNDETERMINED" }),
    waitsFor({ job: "align", status: "SUCCEEDED" }),
    unblocks("gpu"),
  ];
  const run = runnerOf(scenarioOf(steps)).start("some");
  job("align", "FAILED");
  await ended(run);
  expect(run).toMatchObject({ state: "failed", done: 1, says: "align has ended before that: FAILED." });
  expect(befell).toEqual(["gpu: UNDETERMINED", "gpu: goes on"]);
});

test("it leads to the thread of its own job, as soon as the card stands there", async () => {
  const stay = staysUntil({ pressed: "Go on", atMostSec: 600 });
  const run = runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING" }), stay])).start("some");
  const own = job("align", "RUNNING");
  const card = (ts: string, jobId: string, more = {}) => ({
    ts,
    metadata: { event_payload: { job: jobId } },
    ...more,
  });
  posted.push(card("1.1", "another"), card("1.2", own.jobId, { threadTs: "1.0" }), card("1.3", own.jobId));
  changes.tell(["U0JBLOW"], () => ({ type: "message" }));
  await vi.waitFor(() => expect(run.thread).toEqual({ channel: "C0", ts: "1.3" }), { interval: 5 });
  runner.press(run.id);
  await ended(run);
});

test("patience has an end, told in a sentence", async () => {
  const scenario = scenarioOf([waitsFor({ job: "align", status: "RUNNING" })], { patienceSec: 0.02 });
  const run = runnerOf(scenario).start("some");
  await ended(run);
  expect(run).toMatchObject({ state: "failed" });
  expect(run.says).toMatch(/^No job align was submitted within/);
});

test("what stays until a press goes on with it", async () => {
  const steps = [staysUntil({ pressed: "Put right", atMostSec: 600 }), types("after")];
  const run = runnerOf(scenarioOf(steps)).start("some");
  await vi.waitFor(() => expect(run.button).toBe("Put right"), { interval: 5 });
  expect(typed).toEqual([]);
  runner.press(run.id);
  await ended(run);
  expect(typed).toEqual(["after"]);
  expect(run.button).toBeUndefined();
});

test("what stays goes on by itself when it was looked at long enough", async () => {
  const run = runnerOf(scenarioOf([staysUntil({ pressed: "Put right", atMostSec: 0.005 })])).start("some");
  await ended(run);
  expect(run.state).toBe("done");
});

test("scenarios of one queue take turns, others do not wait for them", async () => {
  const stay = staysUntil({ pressed: "Go on", atMostSec: 600 });
  const first = scenarioOf([stay], { name: "first", queue: "gpu" });
  const second = scenarioOf([types("second")], { name: "second", queue: "gpu" });
  const other = scenarioOf([types("other")], { name: "other" });
  runnerOf(first, second, other);
  const [holding, waiting, free] = [runner.start("first"), runner.start("second"), runner.start("other")];
  await ended(free);
  expect(typed).toEqual(["other"]);
  expect(waiting.says).toBe("Waits for its turn on queue gpu");
  runner.press(holding.id);
  await ended(waiting);
  expect(typed).toEqual(["other", "second"]);
});

test("the playground's end ends what is under way", async () => {
  const run = runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING" })])).start("some");
  await runner.close();
  expect(run).toMatchObject({ state: "failed", says: "The playground was closed." });
});

test("the playground's end types no more lines, and lets nothing begin that waits for its turn", async () => {
  const stay = staysUntil({ pressed: "Go on", atMostSec: 600 });
  const holding = scenarioOf([stay], { name: "holding", queue: "gpu" });
  const next = [blocks({ queue: "gpu", reason: "UNDETERMINED" }), types("next"), unblocks("gpu")];
  const waiting = scenarioOf(next, { name: "waiting", queue: "gpu" });
  const burst = scenarioOf([types("one"), types("two"), types("three")], { name: "burst" });
  runnerOf(holding, waiting, burst);
  const begun = ["holding", "waiting", "burst"].map((name) => runner.start(name));
  await runner.close();
  expect(typed).toEqual(["one"]);
  expect(befell).toEqual([]);
  for (const run of begun) expect(run).toMatchObject({ state: "failed", says: "The playground was closed." });
});

test("a look for the card does not outlive the playground", async () => {
  const unsubscribed = vi.fn();
  vi.spyOn(changes, "subscribe").mockReturnValue(unsubscribed);
  runnerOf(scenarioOf([waitsFor({ job: "align", status: "RUNNING" })]));
  const run = runner.start("some");
  job("align", "RUNNING");
  await ended(run);
  expect(unsubscribed).not.toHaveBeenCalled();
  await runner.close();
  expect(unsubscribed).toHaveBeenCalled();
});

test("a scenario that gives up switches off what it has switched on, and nobody else's", async () => {
  on.add("events-lost");
  const steps = [faultOn("slack-500"), waitsFor({ job: "align", status: "RUNNING" }), faultOn("events-lost")];
  const run = runnerOf(scenarioOf(steps, { patienceSec: 0.2 })).start("some");
  await vi.waitFor(() => expect([...on]).toEqual(["events-lost", "slack-500"]), { interval: 5 });
  await ended(run);
  expect([...on]).toEqual(["events-lost"]);
});

test("whoever listens hears of every step", async () => {
  runnerOf(scenarioOf([types("one"), types("two")]));
  const heard: string[] = [];
  runner.onChange(() => heard.push(runner.runs()[0]?.says ?? ""));
  await ended(runner.start("some"));
  expect(heard).toEqual(expect.arrayContaining(["Types one", "Types two", "Done"]));
});
