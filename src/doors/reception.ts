import type { Logger } from "pino";
import type { Answer } from "../commands/answer.ts";
import type { Performer } from "../commands/perform.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";

/** What all doors share: an intention is saved, then acknowledged, then carried out and answered. */
export type Reception = {
  /** Resolves once the intention is durable: only then may a door acknowledge it. Rejects when it can not be saved. */
  take(invocation: Invocation): Promise<void>;
  /** Carries out what a process that died had begun. */
  resume(): Promise<void>;
  /** Resolves when all that was taken is answered. */
  drain(): Promise<void>;
};

export type ReceptionOptions = {
  performer: Performer;
  store: Store;
  deliver(invocation: Invocation, answer: Answer): Promise<void>;
  clock: Clock;
  logger: Logger;
  onTaken(invocation: Invocation): void;
};

export function reception(options: ReceptionOptions): Reception {
  const { performer, store, clock, logger } = options;
  const underWay = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  let draining = false;

  const carryOut = async (invocation: Invocation): Promise<void> => {
    const answer = await performer.perform(invocation);
    // What can not be delivered stays unfinished, and is taken up again at the next start if that is soon.
    if (await deliver(invocation, answer)) await performer.finish(invocation);
  };

  /** Slack may be away for a while; the person waits for as long as they would type it again. */
  const deliver = async (invocation: Invocation, answer: Answer): Promise<boolean> => {
    const untilMs = invocation.reply.receivedAtMs + limits.resumeInvocationMs;
    for (let delayMs = limits.answerRetryMs; ; delayMs = Math.min(delayMs * 2, limits.answerRetryMaxMs)) {
      try {
        await options.deliver(invocation, answer);
        return true;
      } catch (error) {
        logger.error({ err: error, invocation: invocation.id }, "An answer could not be delivered");
        if (draining || clock.nowMs() + delayMs > untilMs) return false;
        await pause(delayMs);
      }
    }
  };

  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const goOn = (): void => {
        callOff();
        waiting.delete(goOn);
        resolve();
      };
      const callOff = clock.after(delayMs, goOn);
      waiting.add(goOn);
    });

  const begin = (invocation: Invocation): void => {
    const work = carryOut(invocation)
      .catch((error) =>
        logger.error({ err: error, invocation: invocation.id }, "An intention could not be finished"),
      )
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    take: async (invocation) => {
      if (!(await performer.accept(invocation))) return;
      options.onTaken(invocation);
      begin(invocation);
    },
    resume: async () => {
      const sinceMs = clock.nowMs() - limits.resumeInvocationMs;
      for (const invocation of await store.invocations.unfinished(sinceMs)) begin(invocation);
    },
    drain: async () => {
      draining = true;
      for (const goOn of waiting) goOn();
      await Promise.all(underWay);
    },
  };
}
