import type { Logger } from "pino";
import type { Clock } from "./clock.ts";

/** Work that goes on as long as the bot lives: the one start/stop shape of all of it. */
export type Loop = {
  start(): void;
  /** Something may be to do now. */
  wake(): void;
  /** Resolves when the turn under way has ended; no further one begins. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  name: string;
  clock: Clock;
  logger: Logger;
  /** Does what is due and says in how many ms to come again; `undefined`: not before it is woken. */
  turn(): Promise<number | undefined>;
  /**
   * How long others are to have after a turn that took so long, whoever wakes the loop meanwhile: what works on the
   * store of one process holds up everybody else. None where left out.
   */
  restMs?(tookMs: number): number;
};

const afterTroubleMs = 1_000;
const afterTroubleMaxMs = 30_000;
/** A machine that slept, or a clock that was put right, must not look like a turn that took hours. */
const longestRestMs = 2_000;

export function loop({ name, clock, logger, turn, restMs = () => 0 }: LoopOptions): Loop {
  let running: Promise<void> | undefined;
  let callOff = () => {};
  let woken = false;
  let stopped = true;
  let troubles = 0;
  let restUntilMs = 0;

  const go = (): void => {
    callOff();
    if (stopped) return;
    const waitMs = restUntilMs - clock.nowMs();
    if (waitMs > 0 && running === undefined) {
      callOff = clock.after(waitMs, go);
      return;
    }
    woken = true;
    running ??= run();
  };

  /** Turn after turn as long as somebody wakes it, one at a time. */
  const run = async (): Promise<void> => {
    let goesOn = true;
    while (goesOn) {
      woken = false;
      const fromMs = clock.nowMs();
      const delayMs = await turn().then(calm, pauseAfterTrouble);
      const leastMs = Math.min(restMs(clock.nowMs() - fromMs), longestRestMs);
      restUntilMs = clock.nowMs() + leastMs;
      const waitMs = woken ? 0 : delayMs;
      goesOn = woken && leastMs === 0 && !stopped;
      if (!goesOn && !stopped && waitMs !== undefined) callOff = clock.after(Math.max(waitMs, leastMs), go);
    }
    running = undefined;
  };

  const calm = (delayMs: number | undefined): number | undefined => {
    troubles = 0;
    return delayMs;
  };

  const pauseAfterTrouble = (error: unknown): number => {
    troubles += 1;
    logger.error({ err: error, loop: name, troubles }, "A loop's turn failed and will be taken again");
    return Math.min(afterTroubleMs * 2 ** (troubles - 1), afterTroubleMaxMs);
  };

  return {
    start: () => {
      stopped = false;
      go();
    },
    wake: go,
    stop: async () => {
      stopped = true;
      callOff();
      await running;
    },
  };
}
