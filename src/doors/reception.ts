import type { Logger } from "pino";
import type { Answer, FormErrors } from "../commands/answer.ts";
import type { CommandRate } from "../commands/command-rate.ts";
import type { Opening } from "../commands/open-form.ts";
import type { Performer } from "../commands/perform.ts";
import type { InvocationId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Invocations, TakenInvocation } from "../store/invocations.ts";
import { type HeldInvocation, holdInvocation } from "./hold-invocation.ts";

/** What all doors share: an intention is saved, then acknowledged, then carried out and answered. */
export type Reception = {
  /** Resolves once the intention is durable: only then may a door acknowledge it. Rejects when it can not be saved. */
  take(invocation: Invocation): Promise<void>;
  /** A form that was sent: gives what is wrong with it, or takes the intention that it is. */
  takeForm(sent: Invocation): Promise<FormErrors | undefined>;
  /** Whether it is answered by a form. */
  opensForm(invocation: Invocation): boolean;
  /** At start, before a door opens: carries out what a process that died had begun. */
  resume(): Promise<void>;
  /** Carries out what another replica had begun that has not been heard of for a while. */
  takeUpLeft(): Promise<void>;
  /** Resolves when all that was taken is answered. */
  drain(): Promise<void>;
};

export type ReceptionOptions = {
  performer: Omit<Performer, "redraw" | "suggest">;
  store: { invocations: Pick<Invocations, "keep" | "takeLeft" | "lapseOfDead"> };
  /** Opens a view for what is answered by a form, at once; undefined where there is none. Never throws. */
  openView(invocation: Invocation): Promise<Opening | undefined>;
  deliver(invocation: Invocation, answer: Answer, view: Opening | undefined): Promise<void>;
  /** Whether the person asks for too much; a form that was filled in is taken all the same. */
  rate: CommandRate;
  clock: Clock;
  logger: Logger;
  onTaken(invocation: Invocation): void;
};

export function reception(options: ReceptionOptions): Reception {
  const { performer, store, clock, logger } = options;
  const { invocations } = store;
  const underWay = new Map<InvocationId, { held: HeldInvocation; done: Promise<void> }>();
  const waiting = new Set<() => void>();
  const telling = new Set<Promise<void>>();
  let draining = false;

  const carryOut = async (held: HeldInvocation): Promise<void> => {
    const view = await options.openView(held.invocation);
    const answer = await performer.perform(held.invocation);
    switch (await deliver(held, answer, view)) {
      case "answered":
        await finish(held.invocation);
        break;
      case "another's":
        break;
      case undefined:
        // It stays unfinished: another replica takes it up, or the next start if that is soon.
        await held.release();
    }
  };

  /** Slack may be away for a while; the person waits for as long as they would type it again. */
  const deliver = (
    held: HeldInvocation,
    answer: Answer,
    view: Opening | undefined,
  ): Promise<"answered" | "another's" | undefined> =>
    untilDone(held.invocation, "An answer could not be delivered", async () => {
      // A replica that has taken it up since answers it.
      if (!(await held.isOurs())) return "another's";
      await options.deliver(held.invocation, answer, view);
      return "answered";
    });

  /** An answer that stands must not be given again because the store was away for a moment. */
  const finish = (invocation: Invocation): Promise<void> =>
    untilDone(invocation, "An answered intention could not be finished", () => performer.finish(invocation));

  /** Undefined when it was in vain until the end. */
  const untilDone = async <T>(
    { id, reply }: Invocation,
    failure: string,
    deed: () => Promise<T>,
  ): Promise<T | undefined> => {
    const untilMs = reply.receivedAtMs + limits.resumeInvocationMs;
    for (let delayMs = limits.answerRetryMs; ; delayMs = Math.min(delayMs * 2, limits.answerRetryMaxMs)) {
      try {
        return await deed();
      } catch (error) {
        logger.error({ err: error, invocation: id }, failure);
        if (draining || clock.nowMs() + delayMs > untilMs) return undefined;
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

  const begin = (taken: TakenInvocation): void => {
    const { id } = taken.invocation;
    const already = underWay.get(id);
    if (already !== undefined) {
      already.held.takenAgain(taken);
      return;
    }
    const held = holdInvocation(taken, { invocations, clock, logger });
    const done = carryOut(held)
      .catch((error) => logger.error({ err: error, invocation: id }, "An intention could not be finished"))
      .finally(() => {
        held.letGo();
        underWay.delete(id);
      });
    underWay.set(id, { held, done });
  };

  const takeUpLeft = async (): Promise<void> => {
    if (draining) return;
    const nowMs = clock.nowMs();
    const left = await invocations.takeLeft({
      nowMs,
      sinceMs: nowMs - limits.resumeInvocationMs,
      leaseUntilMs: nowMs + limits.invocationLeaseMs,
      limit: limits.invocationsPerTurn,
    });
    for (const taken of left) begin(taken);
  };

  const take = async (invocation: Invocation): Promise<void> => {
    const overrun = await options.rate(invocation);
    if (overrun === undefined) return takeAnyway(invocation);
    if (overrun === "told before") return;
    const { replaceOriginal: _keptThere, ...reply } = invocation.reply;
    const told = options
      .deliver({ ...invocation, reply }, overrun.answer, undefined)
      .catch((error) => logger.warn({ err: error }, "Nobody could be told that they ask for too much"))
      .finally(() => telling.delete(told));
    telling.add(told);
  };

  const takeAnyway = async (invocation: Invocation): Promise<void> => {
    const taken = await performer.accept(invocation);
    if (taken === undefined) return;
    options.onTaken(invocation);
    begin(taken);
  };

  return {
    take,
    takeForm: async (sent) => {
      const reviewed = await performer.review(sent);
      if (reviewed.kind === "form errors") return reviewed;
      await takeAnyway(reviewed.invocation);
      return undefined;
    },
    opensForm: (invocation) => performer.opens(invocation) !== undefined,
    resume: async () => {
      await invocations.lapseOfDead();
      await takeUpLeft();
    },
    takeUpLeft,
    drain: async () => {
      draining = true;
      for (const goOn of waiting) goOn();
      await Promise.all([...telling, ...[...underWay.values()].map(({ done }) => done)]);
    },
  };
}
