/** A job that writes an unusual amount of log is told so once, with what that costs. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { limits } from "../../src/domain/limits.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { jumpingClock } from "../support/jumping-clock.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

const clock = jumpingClock();
let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ clock });
  lab = atWork(here);
});

afterAll(() => here.close());

const ranMs = 1_000_000;
/** So much in so short a time, now and then: more than a page of CloudWatch holds. */
const gust = { lines: 150, chars: 10_000, overMs: 300 };

function writes(stream: string, fromMs: number, toMs: number): void {
  const startsMs = [0, 1, 2, 3].map((part) => fromMs + (part * ranMs) / 4);
  for (const startMs of [...startsMs, toMs - gust.overMs]) {
    const lines = Array.from({ length: gust.lines }, (_, n) => ({
      timestamp: Math.trunc(startMs + (n * gust.overMs) / gust.lines),
      message: `debug ${n} `.padEnd(gust.chars, "."),
    }));
    here.aws.putLog(petersAccount, "/aws/batch/job", stream, lines);
  }
}

/** AWS tells of its end, and that it ran for long: nobody waits for that here. */
function endsAfterLong(name: string): { stream: string; startedAt: number; stoppedAt: number } {
  const { jobId } = lab.jobNamed(name);
  const last = here.aws.events().findLast(({ detail }) => detail.jobId === jobId);
  const { container } = here.aws.job(jobId) as { container: { logStreamName: string } };
  if (last === undefined) throw new Error(`${name} has had no event`);
  const stoppedAt = clock.nowMs();
  const startedAt = stoppedAt - ranMs;
  const stream = container.logStreamName;
  const attempt = { container: { logStreamName: stream, exitCode: 0 }, startedAt, stoppedAt };
  const detail = {
    ...last.detail,
    status: "SUCCEEDED",
    startedAt,
    stoppedAt,
    attempts: [{ ...attempt, statusReason: "Essential container in task exited" }],
  };
  here.aws.sendEvent(petersAccount, { ...last, id: `end-${name}`, detail });
  return { stream, startedAt, stoppedAt };
}

const told = (name: string) => lab.replies(name).filter(({ text }) => text.includes("of log"));

it("once, in its thread, with the price and a way to its lines; a job with little log is not", async () => {
  for (const name of ["chatty", "calm"]) {
    await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- sleep 600`);
    await lab.shows(name, "running");
  }
  const { stream, startedAt, stoppedAt } = endsAfterLong("chatty");
  writes(stream, startedAt, stoppedAt);
  endsAfterLong("calm");
  for (const name of ["chatty", "calm"]) await lab.ended(name);
  clock.jump(limits.logCostAfterMs + 1_000);
  const [notice] = await lab.see(() => (told("chatty").length > 0 ? told("chatty") : undefined));
  expect(notice?.text).toMatch(
    /^chatty wrote at least 5\.\d GB of log, as far as a few looks at it can tell\. CloudWatch takes about \$2\.5\d for that: an estimate from AWS's list price of June 2026\./,
  );
  expect(notice && buttonsIn(notice)).toEqual(["logs"]);
  expect(notice?.text).not.toContain("<@");
  // Both have been looked at.
  await vi.waitFor(async () => expect(await here.store.logMeasures.nextDueMs()).toBeUndefined(), 60_000);
  clock.jump(limits.logCostUntilMs);
  await lab.ask(jblow, petersLab, "/batch status chatty");
  expect(told("chatty")).toHaveLength(1);
  expect(told("calm")).toEqual([]);
});
