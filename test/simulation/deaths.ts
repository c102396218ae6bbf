import type { Clock } from "../../src/lifecycle/clock.ts";
import type { Faults } from "./faults.ts";
import type { Trace } from "./trace.ts";

/** One life of the bot, from a start to a death: after it nothing of it has any effect. */
export type Life = {
  nth: number;
  isOver(): boolean;
  end(how: string): void;
  /** At every call across the rim, on the way out and back, the bot may die; false once it is dead. */
  passes(rim: Rim, call: string): boolean;
};

export type Rim = "store" | "vendor";

export function beginLife(nth: number, { faults, trace }: { faults: Faults; trace: Trace }): Life {
  let over = false;
  const end = (how: string): void => {
    if (over) return;
    over = true;
    trace.say(`† life ${nth} ends: ${how}`);
  };
  return {
    nth,
    isOver: () => over,
    end,
    passes: (rim, call) => {
      if (!over && faults.strikes(rim === "store" ? "death at the store" : "death at a vendor")) end(call);
      return !over;
    },
  };
}

/** A call of the bot to the outside: a dead bot makes none, and hears no answer. */
export function crossing<T>(
  life: Life,
  { rim, call }: { rim: Rim; call: string },
  make: () => Promise<T>,
): Promise<T> {
  if (!life.passes(rim, `before ${call}`)) return new Promise<never>(() => {});
  return new Promise((resolve, reject) => {
    make().then(
      (value) => life.passes(rim, `after ${call}`) && resolve(value),
      (error: unknown) => life.passes(rim, `after ${call}, which failed`) && reject(error),
    );
  });
}

/** The world's clock, as long as the bot lives. */
export function mortalClock(clock: Clock, life: Life): Clock {
  return {
    nowMs: clock.nowMs,
    after: (delayMs, run) => clock.after(delayMs, () => !life.isOver() && run()),
  };
}
