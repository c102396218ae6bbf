import type { Clock } from "../../src/lifecycle/clock.ts";

export type Uptime = {
  /** Whether between two times there was long enough a while in which the bot listened and Slack answered. */
  wasGood(fromMs: number, untilMs: number): boolean;
};

const sampleMs = 5_000;
/** Tries to deliver an answer are a minute apart at most. */
const enoughMs = 200_000;

/** Remembers when people could have been answered. */
export function keepUptime(clock: Clock, isGood: () => boolean): Uptime {
  const good: { fromMs: number; untilMs: number }[] = [];
  const sample = (): void => {
    const nowMs = clock.nowMs();
    const last = good.at(-1);
    if (isGood()) {
      if (last !== undefined && last.untilMs === nowMs - sampleMs) last.untilMs = nowMs;
      else good.push({ fromMs: nowMs, untilMs: nowMs });
    }
    clock.after(sampleMs, sample);
  };
  clock.after(sampleMs, sample);
  return {
    wasGood: (fromMs, untilMs) =>
      good.some((each) => Math.min(each.untilMs, untilMs) - Math.max(each.fromMs, fromMs) >= enoughMs),
  };
}
