import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { eventOf } from "../support/events.ts";
import { eventKeys } from "../support/installation.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft, readMetrics } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let setAside = 0;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
});
afterAll(() => here.close());

const post = (id: string, changes: object = {}): Promise<Response> =>
  fetch(`${here.botUrl}/aws/events`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": eventKeys[petersAccount] as string },
    body: JSON.stringify({ ...eventOf("single.running"), id, ...changes }),
  });

it("while the store takes nothing a storm is answered 503 with when to come again, and nothing is half saved", async () => {
  const { append } = here.store.inbox;
  let isBroken = true;
  let saved = 0;
  here.store.inbox.append = async (events) => {
    if (isBroken) throw new Error("the disk is full");
    await append(events);
    saved += events.length;
  };
  const lab = atWork(here);
  const line = "/batch submit --jobdef hello --name stormy -- echo still here";
  await lab.ask(jblow, petersLab, line);
  const storm = (name: string) => Promise.all(Array.from({ length: 300 }, (_, n) => post(`${name}-${n}`)));

  const refused = await storm("refused");
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect(new Set(refused.map(({ headers }) => headers.get("retry-after")))).toEqual(new Set(["5"]));
  expect(await here.store.inbox.depth()).toBe(0);

  isBroken = false;
  const taken = await storm("taken");
  expect(new Set(taken.map(({ status }) => status))).toEqual(new Set([202]));
  await lab.ended("stormy");
  expect(payloadOf(lab.cardOf("stormy")).state).toBe("succeeded");
  await expectNothingLeft(here, { errors: ["An event could not be made durable"] });
  const metrics = await readMetrics(here.metricsUrl);
  expect(metrics['batchmate_event_answers_total{status="202"}']).toBe(saved);
  expect(metrics.batchmate_events_applied_total).toBe(saved);
  expect(metrics['batchmate_event_answers_total{status="503"}']).toBeGreaterThanOrEqual(300);
});

it("an event that was set aside is put back beside the bot at work, and applied", async () => {
  const lab = atWork(here);
  const { jobId, jobName } = lab.jobNamed("stormy");
  const strange = { "detail-type": "Batch Tea Break", detail: { jobId, jobName, status: "SUCCEEDED" } };
  expect((await post("e-strange", strange)).status).toBe(202);
  setAside += 1;
  await expectNothingLeft(here, { setAside, errors: ["An event could not be made durable"] });
  const receive = (...argv: string[]) =>
    promisify(execFile)(process.execPath, ["src/tools/receive.ts", "--set-aside", ...argv], {
      env: { ...here.env },
      timeout: 60_000,
    });
  expect((await receive()).stdout).toMatch(
    /^e-strange {2}Batch Tea Break of 111122223333 .*Z {2}a kind of event that is not known\n1 event is set aside/,
  );
  expect((await receive("--again")).stdout).toMatch(/^put back {2}e-strange/);
  // It is still of a kind that is not known: applied once more, it is set aside again.
  const again = async () =>
    expect((await readMetrics(here.metricsUrl)).batchmate_events_set_aside_total).toBe(setAside + 1);
  await vi.waitFor(again, { timeout: 60_000, interval: 50 });
  expect((await here.store.inbox.aside(10)).map(({ eventId }) => eventId)).toEqual(["e-strange"]);
});
