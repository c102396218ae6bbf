import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";

/** Who in trouble is left alone, and until when: the pauses grow with each failure, and are spread. */
export type AccountRests = {
  /** Until then nothing is asked; each failure in a row makes it later. */
  failed(name: string, nowMs: number): number;
  /** It is well again; what was under way when the rest began says nothing of that. */
  worked(name: string, nowMs: number): void;
  isResting(name: string, nowMs: number): boolean;
  /** When its rest ends or has ended; 0 for who had none. */
  untilMs(name: string): number;
};

export function accountRests(chance: () => number): AccountRests {
  const rests = new Map<string, { failures: number; untilMs: number }>();
  const bounds = { firstMs: limits.askRetryMs, mostMs: limits.askRetryMaxMs };
  const untilMs = (name: string) => rests.get(name)?.untilMs ?? 0;
  const isResting = (name: string, nowMs: number) => nowMs < untilMs(name);
  return {
    isResting,
    untilMs,
    failed(name, nowMs) {
      const failures = (rests.get(name)?.failures ?? 0) + 1;
      const untilMs = nowMs + growingPauseMs(bounds, failures, chance());
      rests.set(name, { failures, untilMs });
      return untilMs;
    },
    worked(name, nowMs) {
      if (!isResting(name, nowMs)) rests.delete(name);
    },
  };
}

/** Quotas of calls are an account's, in each region. */
export function placeOf({ account, region }: Pick<Pi, "account" | "region">): string {
  return `${account} ${region}`;
}
