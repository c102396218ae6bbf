import { setTimeout as sleep } from "node:timers/promises";
import { CannotDo } from "../slack/surface.ts";
import { jobNamed, type SeenJob } from "./job-named.ts";
import type { Step } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

const usualPatienceSec = 60;

/** Does one step; throws CannotDo, with a sentence for the reader, where it cannot be done. */
export async function performStep(stage: Stage, step: Step): Promise<void> {
  const { board, secondMs, signal } = stage;
  switch (step.kind) {
    case "type":
      return typeLine(stage, step);
    case "press":
      return press(stage, step);
    case "wait":
      return waitForJob(stage, step);
    case "pause":
      return void (await sleep(step.seconds * secondMs, undefined, { signal }));
    case "stay":
      return stay(stage, step.atMostSec);
    case "reclaim":
      return reclaim(stage, step.job);
    case "block":
      return block(stage, step);
    case "unblock":
      return unblock(stage, step.queue);
    case "fault":
      return stage.faults[step.is === "on" ? "hold" : "letGo"](step.id, stage.run);
    case "kill-bot":
      return board.killBot();
  }
}

async function typeLine(
  { slack, scenario }: Stage,
  { text, by = scenario }: Extract<Step, { kind: "type" }>,
): Promise<void> {
  const { as, channel } = by;
  const { delivery, refusal } = await slack.acts.types(as, { channel, text });
  if (refusal !== undefined) throw new CannotDo(refusal);
  // A late bot has the line all the same: whether it does what it says is for the next step to see.
  const isThere = delivery?.ok === true || delivery?.failure === "http_timeout";
  if (!isThere) throw new CannotDo("Batchmate did not answer. Is it being started again?");
}

async function press(stage: Stage, { actionId, words }: Extract<Step, { kind: "press" }>): Promise<void> {
  const { slack, scenario } = stage;
  const answer = () => slack.ephemerals(scenario.as).findLast(({ text }) => text.includes(words));
  const found = await slack.waitFor(answer, { timeoutMs: patienceMs(stage) }).catch(() => undefined);
  if (found === undefined) throw new CannotDo(`Batchmate did not answer with “${words}”.`);
  await slack.acts.click(scenario.as, { ephemeralId: found.id, actionId });
}

async function waitForJob(stage: Stage, step: Extract<Step, { kind: "wait" }>): Promise<void> {
  const patience = { ms: patienceMs(stage), signal: stage.signal };
  let wasThere = false;
  const isThere = () => {
    const job = findJob(stage, step.job);
    if (job === undefined) return false;
    if (!wasThere) stage.saw(job.jobId);
    wasThere = true;
    return hasReached(job, step);
  };
  if (await until(stage.aws, isThere, patience)) return;
  const inTime = `within ${Math.round(patience.ms / 1000)} seconds`;
  throw new CannotDo(
    wasThere
      ? `${step.job} was not ${step.status} ${inTime}.`
      : `No job ${step.job} was submitted ${inTime}. Its answer in the channel says why.`,
  );
}

const order = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"];

function hasReached(job: SeenJob, { job: name, status, attempt }: Extract<Step, { kind: "wait" }>): boolean {
  const isOver = job.status === "SUCCEEDED" || job.status === "FAILED";
  if (!isOver && job.attempts.length + 1 < attempt) return false;
  if (isOver && status !== job.status) throw new CannotDo(`${name} has ended before that: ${job.status}.`);
  return order.indexOf(job.status) >= order.indexOf(status);
}

/** Real seconds: the bot and who looks at it take their own time. */
async function stay({ pressed, signal }: Stage, atMostSec: number): Promise<void> {
  const looked = new AbortController();
  const enough = sleep(atMostSec * 1000, undefined, { signal: AbortSignal.any([signal, looked.signal]) });
  await Promise.race([pressed(), enough]).finally(() => looked.abort());
}

function reclaim(stage: Stage, name: string): void {
  const job = findJob(stage, name);
  if (job?.status !== "RUNNING") throw new CannotDo(`${name} is not running: there is no machine to take.`);
  stage.aws.spotReclaim(job.jobId);
}

function block(
  { board, account, blocked }: Stage,
  { queue, reason }: Extract<Step, { kind: "block" }>,
): void {
  board.block(account, queue, reason);
  blocked.add(queue);
}

function unblock({ board, account, blocked }: Stage, queue: string): void {
  board.block(account, queue, undefined);
  blocked.delete(queue);
}

function findJob({ aws, accounts, sinceMs, own, claimed }: Stage, name: string): SeenJob | undefined {
  const known = own.get(name);
  if (known !== undefined) return aws.job(known) as SeenJob | undefined;
  const found = jobNamed(aws, { name, accounts, sinceMs, claimed });
  if (found === undefined) return undefined;
  own.set(name, found.jobId);
  claimed.add(found.jobId);
  return found;
}

/** Real seconds: what is waited for takes its own time. */
function patienceMs({ scenario }: Stage): number {
  return (scenario.patienceSec ?? usualPatienceSec) * 1000;
}
