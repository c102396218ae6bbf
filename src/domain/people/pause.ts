import type { InvocationId, MemberId, PiName } from "../ids.ts";

/** Of one lab, or of all. */
export type PauseScope = PiName | "all";

/** Nothing new is submitted to AWS meanwhile; looking and stopping go on. */
export type Pause = {
  scope: PauseScope;
  by: MemberId;
  /** An admin has paused it: only admins resume it. */
  byAdmin?: true;
  reason: string;
  atMs: number;
  /** When it ends by itself; absent where somebody has to end it. */
  untilMs?: number;
  /** The intention that made it. */
  deed: InvocationId;
};

export function isInForce({ untilMs }: Pick<Pause, "untilMs">, nowMs: number): boolean {
  return untilMs === undefined || untilMs > nowMs;
}

/** Of those in force for a lab the one that lasts longer: when it ends, submitting goes on. */
export function pauseFor(pauses: readonly Pause[], pi: PiName, nowMs: number): Pause | undefined {
  const [longest] = pauses
    .filter((pause) => (pause.scope === pi || pause.scope === "all") && isInForce(pause, nowMs))
    .toSorted((a, b) => endOf(b) - endOf(a) || (a.scope === "all" ? -1 : 1));
  return longest;
}

function endOf({ untilMs = Number.MAX_SAFE_INTEGER }: Pause): number {
  return untilMs;
}
