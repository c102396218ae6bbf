import type { Clock } from "../../src/lifecycle/clock.ts";
import { crossing, type Life } from "./deaths.ts";
import type { Trace } from "./trace.ts";

/** What befalls a call: when it is done, if ever, and when and how it is answered. */
export type Fate = { doneAfterMs?: number; answerAfterMs: number; error?: Error };

export type Wire = { clock: Clock; life: Life; trace: Trace };

/** A call on its way to a vendor and back. What was sent is done even if the bot dies meanwhile. */
export function send<T>({ clock, life, trace }: Wire, call: string, { fate, deed }: Sent<T>): Promise<T> {
  return crossing(life, { rim: "vendor", call }, () => {
    trace.say(`> ${call}`);
    return new Promise<T>((resolve, reject) => {
      const outcome: { value?: T; error?: unknown } = {};
      if (fate.doneAfterMs !== undefined) {
        clock.after(fate.doneAfterMs, () => {
          try {
            outcome.value = deed();
          } catch (error) {
            outcome.error = error;
          }
        });
      }
      clock.after(fate.answerAfterMs, () => {
        const error = fate.error ?? outcome.error;
        trace.say(`< ${call}${error === undefined ? "" : `: ${(error as Error).message}`}`);
        if (error === undefined) resolve(outcome.value as T);
        else reject(error);
      });
    });
  });
}

type Sent<T> = { fate: Fate; deed: () => T };
