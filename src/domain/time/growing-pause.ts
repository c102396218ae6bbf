/** How long to wait before the next try: twice as long each time, and spread, so that many do not come back at once. */
export function growingPauseMs(
  bounds: { firstMs: number; mostMs: number },
  /** How often it has failed, 1 after the first time. */
  failures: number,
  /** 0 to just below 1. */
  chance: number,
): number {
  const fullMs = Math.min(bounds.firstMs * 2 ** (failures - 1), bounds.mostMs);
  return spread(fullMs, chance);
}

/** Somewhere between half of a pause and all of it. */
export function spread(pauseMs: number, chance: number): number {
  return Math.round(pauseMs * (0.5 + chance / 2));
}
