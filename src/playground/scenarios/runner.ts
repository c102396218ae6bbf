/** Plays scenarios: several at once, and says of each which step it is at. */
import { randomUUID } from "node:crypto";
import type { LocalAws } from "../aws/local-aws.ts";
import type { FaultBoard } from "../panel/faults.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import { CannotDo } from "../slack/surface.ts";
import { createFaultHolds } from "./fault-holds.ts";
import { performStep } from "./perform-step.ts";
import type { Player, Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { stepWords } from "./step-words.ts";
import { type Thread, threadOfJob } from "./thread-of-job.ts";
import { createTurns } from "./turns.ts";

export type Run = {
  id: string;
  scenario: string;
  state: "running" | "done" | "failed";
  startedAtMs: number;
  /** How many of its steps are done. */
  done: number;
  steps: number;
  /** What it does now, or why it failed. */
  says: string;
  /** The thread of its first job, once there is one in the channel. */
  thread?: Thread;
  /** The words on the button with which the reader lets it go on. */
  button?: string;
};

export type Runner = {
  scenarios: readonly Scenario[];
  /** The newest first. */
  runs: () => Run[];
  /** Begins and does not wait; throws CannotDo where there is no such scenario. */
  start: (name: string) => Run;
  /** The reader pressed the button of a run. */
  press: (id: string) => void;
  onChange: (listener: () => void) => () => void;
  /** Lets go of everything; what was begun ends where it stands. */
  close: () => Promise<void>;
};

export type RunnerParts = {
  slack: LocalSlack;
  aws: LocalAws;
  board: FaultBoard;
  scenarios: readonly Scenario[];
  /** Whose account the person's jobs run in. */
  accountOf: (person: string) => string;
  secondMs?: number;
};

const keptRuns = 50;

export function createRunner(parts: RunnerParts): Runner {
  const { scenarios, slack, aws, board } = parts;
  const runs: Run[] = [];
  const presses = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  const turns = createTurns();
  const closing = new AbortController();
  const playing = new Set<Promise<void>>();
  const faults = createFaultHolds(board);
  const claimed = new Set<string>();

  const note = (run: Run, part: Partial<Run>) => {
    Object.assign(run, part);
    for (const listener of listeners) listener();
  };

  /** Of its first job alone: the others of a burst have threads of their own. */
  function firstThread(run: Run, player: Player): (jobId: string) => void {
    let isAsked = false;
    return async (jobId) => {
      if (isAsked) return;
      isAsked = true;
      const thread = await threadOfJob({ slack, signal: closing.signal }, player, jobId);
      if (thread !== undefined) note(run, { thread });
    };
  }

  async function play(run: Run, scenario: Scenario): Promise<void> {
    const stage: Stage = {
      slack,
      aws,
      board,
      faults,
      run: run.id,
      scenario,
      account: parts.accountOf(scenario.as),
      accounts: [...new Set(playersOf(scenario).map(parts.accountOf))],
      sinceMs: Date.now(),
      secondMs: parts.secondMs ?? 1000,
      own: new Map(),
      claimed,
      blocked: new Set(),
      signal: closing.signal,
      saw: firstThread(run, scenario),
      pressed: () => new Promise<void>((resolve) => presses.set(run.id, resolve)),
    };
    try {
      for (const step of scenario.steps) {
        closing.signal.throwIfAborted();
        note(run, { says: stepWords(step) });
        if (step.kind === "stay") note(run, { button: step.button });
        await performStep(stage, step);
        delete run.button;
        presses.delete(run.id);
        note(run, { done: run.done + 1 });
      }
      note(run, { state: "done", says: "Done" });
    } finally {
      if (run.state !== "done") putRight(stage);
    }
  }

  async function playInTurn(run: Run, scenario: Scenario): Promise<void> {
    const { queue } = scenario;
    try {
      if (queue === undefined) await play(run, scenario);
      else await turns.take(`${parts.accountOf(scenario.as)}/${queue}`, () => play(run, scenario));
    } catch (error) {
      delete run.button;
      note(run, { state: "failed", says: sentenceFor(error, closing.signal) });
    }
  }

  return {
    scenarios,
    runs: () => [...runs],
    start(name) {
      const scenario = scenarios.find((each) => each.name === name);
      if (scenario === undefined) throw new CannotDo(`There is no scenario ${name}.`);
      const run: Run = {
        id: randomUUID(),
        scenario: name,
        state: "running",
        startedAtMs: Date.now(),
        done: 0,
        steps: scenario.steps.length,
        says: scenario.queue === undefined ? "Begins" : `Waits for its turn on queue ${scenario.queue}`,
      };
      runs.unshift(run);
      runs.splice(keptRuns);
      const played = playInTurn(run, scenario).finally(() => playing.delete(played));
      playing.add(played);
      return run;
    },
    press: (id) => presses.get(id)?.(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await Promise.all(playing);
    },
  };
}

function playersOf({ as, steps }: Scenario): string[] {
  return [as, ...steps.flatMap((step) => (step.kind === "type" && step.by ? [step.by.as] : []))];
}

/** A scenario that gives up leaves no queue blocked and no fault on that it has itself blocked or switched on. */
function putRight({ scenario, account, board, faults, run, blocked }: Stage): void {
  for (const queue of blocked) board.block(account, queue, undefined);
  for (const step of scenario.steps) if (step.kind === "fault") faults.letGo(step.id, run);
}

function sentenceFor(error: unknown, closing: AbortSignal): string {
  if (closing.aborted) return "The playground was closed.";
  return error instanceof CannotDo ? error.message : `This went wrong: ${String(error)}`;
}
