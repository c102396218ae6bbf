/** The board of faults: which are on, and the presses that do one thing at once. */
import type { LocalAws } from "../aws/local-aws.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import { CannotDo } from "../slack/surface.ts";
import { createEventFaults } from "./event-faults.ts";
import { type FaultSwitch, faultTable } from "./fault-table.ts";

export type FaultWorld = {
  slack: Pick<LocalSlack, "faults">;
  aws: Pick<LocalAws, "faults" | "look" | "spotReclaim" | "blockQueue" | "unblockQueue">;
  bot: { pid: () => number | undefined };
};

export type FaultState = Omit<FaultSwitch, "on"> & { isOn: boolean };

export type FaultBoard = {
  /** Switches one fault by its id in the table and leaves the others alone. Throws CannotDo for an unknown id. */
  set: (id: string, on: "on" | "off") => void;
  /** Everything off, and every queue let go. */
  clear: () => void;
  state: () => FaultState[];
  /** What befell an event: "lost", "doubled", "swapped", "late". */
  fateOf: (eventId: string) => string[];
  /** Takes the host of a running job, or with "*" of all of them; returns how many jobs that were. */
  reclaim: (jobId: string) => number;
  /** Keeps a queue from starting anything, for this reason; `undefined` lets it go. */
  block: (account: string, queue: string, reason: string | undefined) => void;
  /** kill -9. */
  killBot: () => void;
  /** Returns what stops the listening. */
  onChange: (listener: () => void) => () => void;
};

const manyJobs = 10_000;
const botIsGone = "The bot is not running; it is being started again.";

export function createFaultBoard({ slack, aws, bot }: FaultWorld): FaultBoard {
  const events = createEventFaults(aws.faults);
  const off = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };

  function isRunning(id: string): boolean {
    const { job } = aws.look.job(id) ?? {};
    return job?.pid !== undefined || (job?.array?.counts.RUNNING ?? 0) > 0;
  }

  return {
    set(id, on) {
      const found = faultTable.find((each) => each.id === id);
      if (!found) throw new CannotDo(`There is no fault ${id}.`);
      off.get(id)?.();
      off.delete(id);
      if (on === "on") off.set(id, found.on({ slack: slack.faults, aws: aws.faults, events }));
      changed();
    },
    clear() {
      for (const switchOff of off.values()) switchOff();
      off.clear();
      for (const { account, name, blockedReason } of aws.look.queues())
        if (blockedReason !== undefined) aws.unblockQueue(account, name);
      changed();
    },
    state: () => faultTable.map(({ on: _, ...told }) => ({ ...told, isOn: off.has(told.id) })),
    fateOf: events.fateOf,
    reclaim(jobId) {
      const asked = jobId === "*" ? aws.look.jobs(manyJobs).lines.map(({ id }) => id) : [jobId];
      const running = asked.filter(isRunning);
      if (running.length === 0)
        throw new CannotDo("There is no host to take back: nothing of it is running.");
      for (const id of running) aws.spotReclaim(id);
      return running.length;
    },
    block(account, queue, reason) {
      const known = aws.look.queues().some((each) => each.account === account && each.name === queue);
      if (!known) throw new CannotDo(`There is no queue ${queue} in ${account}.`);
      if (reason === undefined) aws.unblockQueue(account, queue);
      else aws.blockQueue(account, queue, reason);
      changed();
    },
    killBot() {
      const pid = bot.pid();
      if (pid === undefined) throw new CannotDo(botIsGone);
      kill(pid);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A process may have ended though nobody has heard of it yet. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") throw new CannotDo(botIsGone);
    throw error;
  }
}
