import type { Logger } from "pino";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";

/** Not more often: it counts all that waits. */
const everyMs = 10_000;
const droppedPerTurn = 500;

/** Drops what nobody needs to be told any more, and says once a spell in the log that notices wait longer than they should. */
export function lateWatch({
  store,
  clock,
  logger,
}: {
  store: Store;
  clock: Clock;
  logger: Logger;
}): () => Promise<void> {
  let nextMs = 0;
  let isLate = false;
  return async () => {
    const nowMs = clock.nowMs();
    if (nowMs < nextMs) return;
    const dropped = await store.notices.dropOvertaken(nowMs - limits.staleStepMs, droppedPerTurn);
    // There may be more: they have their turn as soon as others have had theirs.
    if (dropped === droppedPerTurn) return;
    nextMs = nowMs + everyMs;
    const { count, oldestMs = nowMs } = await store.notices.backlog();
    const was = isLate;
    isLate = nowMs - oldestMs > limits.noticeLateMs;
    if (isLate && !was)
      logger.warn({ waiting: count, oldestSeconds: (nowMs - oldestMs) / 1_000 }, "Notices wait for Slack");
    if (was && !isLate) logger.info({ waiting: count }, "Notices no longer wait for Slack");
  };
}
