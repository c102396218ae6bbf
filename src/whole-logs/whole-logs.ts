/** Gets each whole log that was wished for into its person's direct messages, as one file, once. */

import type { WholeLogId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { WholeLog, WholeLogFailure } from "../domain/logs/whole-log.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import type { Trouble } from "../domain/trouble.ts";
import { lanes } from "../lifecycle/lanes.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import { CalledOff } from "./called-off.ts";
import { end } from "./end.ts";
import { type Held, hold } from "./held.ts";
import type { WholeLogsOptions } from "./options.ts";
import { send } from "./send.ts";
import { withSmallHeap } from "./small-heap.ts";

export function wholeLogs(options: WholeLogsOptions): Loop {
  const { store, clock, chance, logger, mayRead } = options;
  let isEnding = false;
  let hasLooked = false;

  const turn = async (): Promise<number> => {
    if (!hasLooked) await store.wholeLogs.lapseOfDead(clock.nowMs());
    hasLooked = true;
    const nowMs = clock.nowMs();
    const room = limits.wholeLogsAtOnce - underWay.busy().length;
    const due = room > 0 ? await store.wholeLogs.due(nowMs, underWay.busy(), room) : [];
    for (const log of due) underWay.begin(log.id, () => carry(log));
    const waitMs = ((await store.wholeLogs.nextDueMs()) ?? Number.POSITIVE_INFINITY) - nowMs;
    // What another replica leaves behind wakes nobody here.
    return Math.min(waitMs > 0 ? waitMs : limits.lookAroundMs, limits.lookAroundMs);
  };

  const carry = async (log: WholeLog): Promise<void> => {
    const held = await hold(log, { store, clock, isEnding: () => isEnding, mayRead });
    if (held === undefined) return;
    try {
      await withSmallHeap(() => send(options, held));
    } catch (error) {
      await givenUp(held, error).catch((second: unknown) => {
        // Its lease ends, and then somebody takes it up.
        logger.warn({ err: second, log: log.id }, "What became of a whole log could not be saved");
      });
    }
  };

  const givenUp = async (held: Held, error: unknown): Promise<void> => {
    const log = held.now();
    if (!(error instanceof CalledOff)) return postpone(held, error);
    switch (error.why) {
      case "lost":
        return;
      case "ending":
        return held.save({ dueMs: clock.nowMs() });
      case "stopped":
      case "no access":
        return end(options, held, { job: await store.jobs.get(log.job), how: error.why });
    }
  };

  /** Tried again with growing pauses, and not for ever. */
  const postpone = async (held: Held, error: unknown): Promise<void> => {
    const log = held.now();
    const nowMs = clock.nowMs();
    const { sinceMs, tries } = log.trouble ?? { sinceMs: nowMs, tries: 0 };
    const why = whyOf(error);
    logger.warn({ err: error, log: log.id, tries, why: why.failure }, "A whole log could not be sent");
    if (why.isFinal || nowMs - sinceMs >= limits.wholeLogTryMs)
      return end(options, held, { job: await store.jobs.get(log.job), how: why.failure });
    const bounds = { firstMs: limits.wholeLogRetryMs, mostMs: limits.wholeLogRetryMaxMs };
    const dueMs = nowMs + Math.max(why.retryAfterMs, growingPauseMs(bounds, tries + 1, chance()));
    await held.save({ trouble: { sinceMs, tries: tries + 1 }, dueMs });
  };

  const underWay = lanes<WholeLogId>({ name: "whole logs", logger, onEnded: () => self.wake() });
  const self = loop({ name: "whole logs", clock, logger, turn });
  return {
    ...self,
    start: () => {
      isEnding = false;
      self.start();
    },
    stop: async () => {
      isEnding = true;
      await self.stop();
      await underWay.ended();
    },
  };
}

type Why = { failure: WholeLogFailure; isFinal: boolean; retryAfterMs: number };

/** Whose trouble it is, and whether it may pass. */
function whyOf(error: unknown): Why {
  const { kind, vendor, code, retryAfterMs = 0 } = error as Partial<Trouble>;
  const isFinal = kind === "permanent";
  if (code === "ENOSPC") return { failure: "no room", isFinal: true, retryAfterMs };
  if (vendor === "slack") return { failure: isFinal ? "not taken" : "slack", isFinal, retryAfterMs };
  return { failure: "aws", isFinal, retryAfterMs };
}
