import { limits } from "../domain/limits.ts";
import type { WholeLog } from "../domain/logs/whole-log.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { CalledOff } from "./called-off.ts";

/** A whole log that this process is at, as long as it says so in time. All of it throws CalledOff. */
export type Held = {
  now(): WholeLog;
  /** To be asked often; says from time to time that somebody is at it. */
  keep(): Promise<void>;
  /** `also` is saved with it, or neither is. What is undefined is no more. */
  save(changes: Changes, also?: (tables: Tables) => Promise<void>): Promise<void>;
};

type Changes = { [Part in keyof WholeLog]?: WholeLog[Part] | undefined };

export type HoldOptions = {
  store: Store;
  clock: Clock;
  isEnding(): boolean;
  /** Whether the person may still read what they asked for. */
  mayRead(log: WholeLog): Promise<boolean>;
};

/** Undefined when another was quicker. */
export async function hold(
  taken: WholeLog,
  { store, clock, isEnding, mayRead }: HoldOptions,
): Promise<Held | undefined> {
  const lease = () => clock.nowMs() + limits.wholeLogLeaseMs;
  let log = taken;
  let keptAtMs = clock.nowMs();
  const renew = async () => {
    const dueMs = lease();
    const kept = await store.wholeLogs.keep(log, dueMs);
    if (kept === undefined) return undefined;
    log = { ...log, dueMs };
    keptAtMs = clock.nowMs();
    return kept;
  };
  const first = await renew();
  if (first === undefined) return undefined;
  let isStopped = first.stopAtMs !== undefined;
  return {
    now: () => log,
    keep: async () => {
      if (isEnding()) throw new CalledOff("ending");
      if (isStopped) throw new CalledOff("stopped");
      if (clock.nowMs() - keptAtMs < limits.wholeLogRenewMs) return;
      const kept = await renew();
      if (kept === undefined) throw new CalledOff("lost");
      isStopped = kept.stopAtMs !== undefined;
      if (isStopped) throw new CalledOff("stopped");
      if (!(await mayRead(log))) throw new CalledOff("no access");
    },
    save: async (changes, also = async () => {}) => {
      const next = withoutUndefined({ ...log, dueMs: lease(), ...changes }) as WholeLog;
      await store.transaction(async (tables) => {
        const saved = await tables.wholeLogs.save(next, log.dueMs);
        if (saved === undefined) throw new CalledOff("lost");
        // Who has pressed before this was told that it is not sent.
        if (next.step.kind === "sharing" && log.step.kind === "gathering" && saved.stopAtMs !== undefined)
          throw new CalledOff("stopped");
        await also(tables);
      });
      log = next;
    },
  };
}
