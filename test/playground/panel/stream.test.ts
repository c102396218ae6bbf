import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPartStream } from "../../../src/playground/panel/part-stream.ts";
import { type Parts, snapshotParts } from "../../../src/playground/panel/snapshot.ts";
import { submit, whenDone } from "../aws/support/run-job.ts";
import { openPanel, type Panel } from "./a-panel.ts";

let panel: Panel;
beforeEach(async () => {
  panel = await openPanel();
});
afterEach(() => panel.close());

type Told = { part: string; value: { lines?: unknown[]; on?: number } };

/** Everything the stream tells, as it comes. */
async function listenIn(): Promise<{ next: () => Promise<Told>; leave: () => void }> {
  const leave = new AbortController();
  const response = await fetch(`${panel.slack.url}/control/aws-stream`, { signal: leave.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const told = toldBy(response);
  const next = async () => (await told.next()).value as Told;
  return { next, leave: () => leave.abort() };
}

async function* toldBy(response: Response): AsyncGenerator<Told> {
  let rest = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + piece).split("\n\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line.replace(/^data: /, "")) as Told;
  }
}

const firstParts = ["labs", "jobs", "processes", "queues", "logs", "events", "calls", "slack", "faults"];

async function read(next: () => Promise<Told>, until: (told: Told) => boolean): Promise<Told[]> {
  const seen: Told[] = [];
  while (!seen.some(until)) seen.push(await next());
  return seen;
}

test("who comes gets every part once, and then what changes", async () => {
  const { next, leave } = await listenIn();
  const whole = await read(next, ({ part }) => part === "faults");
  expect(whole.map(({ part }) => part)).toEqual(firstParts);
  panel.board.set("events-lost", "on");
  await read(next, ({ part, value }) => part === "faults" && value.on === 1);
  leave();
});

test("a page that does not look at the local AWS still knows how much is made to go wrong", async () => {
  const known = async () => {
    const response = await fetch(`${panel.slack.url}/play/state?as=U0JBLOW`);
    return ((await response.json()) as { beyond: object }).beyond;
  };
  expect(await known()).toEqual({ faults: 0 });
  panel.board.set("events-lost", "on");
  panel.board.set("aws-slow", "on");
  expect(await known()).toEqual({ faults: 2 });
  panel.board.clear();
  expect(await known()).toEqual({ faults: 0 });
});

test("many changes at once are told as few", async () => {
  const { next, leave } = await listenIn();
  await read(next, ({ part }) => part === "faults");
  const ids = await Promise.all(Array.from({ length: 60 }, () => submit(panel.lab, {})));
  for (const id of ids) await whenDone(panel.lab, id);
  const told = await read(next, ({ part, value }) => part === "events" && (value.lines?.length ?? 0) >= 200);
  const changes = panel.lab.aws.events().length;
  expect(changes).toBeGreaterThanOrEqual(200);
  expect(told.filter(({ part }) => part === "jobs").length).toBeLessThan(changes / 4);
  leave();
});

test("nothing is listened to or counted when the last reader has left", async () => {
  const { lab, slack, board } = panel;
  const parts: Parts = snapshotParts({ slack, aws: lab.aws, board, labs: {}, bot: { pid: () => undefined } });
  const slackPart = vi.spyOn(parts, "slack");
  const [listen, unlisten] = [vi.fn(() => unlisten), vi.fn()];
  const stream = createPartStream({ parts, listen, timed: ["slack"] });
  const server = createServer((request, response) => stream.join(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const read = async () => {
    const leave = new AbortController();
    await fetch(`http://127.0.0.1:${port}`, { signal: leave.signal });
    return () => leave.abort();
  };
  const [first, second] = [await read(), await read()];
  expect(listen).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(slackPart.mock.calls.length).toBeGreaterThan(2), 60_000);
  first();
  second();
  await vi.waitFor(() => expect(unlisten).toHaveBeenCalledTimes(1));
  server.closeAllConnections();
  server.close();
});
