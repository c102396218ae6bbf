import type { Logger } from "pino";
import type { Answer } from "../commands/answer.ts";
import type { Performer } from "../commands/perform.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
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
  nowMs(): number;
  logger: Logger;
  onTaken(invocation: Invocation): void;
};

export function reception(options: ReceptionOptions): Reception {
  const { performer, store, logger } = options;
  const underWay = new Set<Promise<void>>();

  const carryOut = async (invocation: Invocation): Promise<void> => {
    try {
      await options.deliver(invocation, await performer.perform(invocation));
      await performer.finish(invocation);
    } catch (error) {
      // It stays unfinished, and is taken up again at the next start if that is soon.
      logger.error({ err: error, invocation: invocation.id }, "An answer could not be delivered");
    }
  };

  const begin = (invocation: Invocation): void => {
    const work = carryOut(invocation).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    take: async (invocation) => {
      if (!(await performer.accept(invocation))) return;
      options.onTaken(invocation);
      begin(invocation);
    },
    resume: async () => {
      for (const invocation of await store.invocations.unfinished(
        options.nowMs() - limits.resumeInvocationMs,
      )) {
        begin(invocation);
      }
    },
    drain: async () => {
      await Promise.all(underWay);
    },
  };
}
