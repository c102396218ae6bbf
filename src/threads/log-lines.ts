import type { Logger } from "pino";
import { typicalFailure } from "../domain/failure/typical-failure.ts";
import type { ChannelId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { Store } from "../store/open-store.ts";
import type { PlaceOf } from "./render.ts";

export type LogLinesOptions = {
  store: Store;
  labs(): Labs;
  placeOf: PlaceOf;
  /** The lines that say why a job failed: cleaned and masked; none while CloudWatch has none yet. */
  lastLines(job: Job): Promise<readonly string[]>;
  clock: Clock;
  logger: Logger;
  onAmended(): void;
};

/** Adds to a failed job's reply what its log says. The reply never waits for it: CloudWatch lags a job's end. */
export function logLines(options: LogLinesOptions): Loop {
  const { store, clock, logger } = options;

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const due = await store.notices.awaitingLines(nowMs, rowsPerTurn);
    await Promise.all(due.map((row) => look(row, nowMs)));
    return (await store.notices.isAnyAwaitingLines()) ? limits.logLinesRetryMs : limits.lookAroundMs;
  };

  /** Whatever wakes this in between: two looks that are to agree must be some time apart. */
  const look = async (row: NoticeRow, nowMs: number): Promise<void> => {
    const nextLookMs = nowMs + limits.logLinesRetryMs;
    if (await store.notices.claimLines(row.id, nowMs, nextLookMs)) await addLines(row);
  };

  const addLines = async (row: NoticeRow): Promise<void> => {
    const [job, thread] = [await store.jobs.get(row.job), await store.threads.get(row.thread)];
    const { body } = row;
    if (
      job === undefined ||
      thread === undefined ||
      body.kind !== "finished" ||
      !(await mayShow(job, thread.channel))
    ) {
      return store.notices.expectNoLines(row.id);
    }
    const isLast = clock.nowMs() > (row.linesUntilMs ?? 0);
    const before = row.linesSeen ?? [];
    const read = await readLines(job);
    const lines = read ?? before;
    if (lines.length === 0) return isLast ? store.notices.expectNoLines(row.id) : undefined;
    // They come in pieces, and the last piece is the one that says why.
    if (!isLast && (read === undefined || !sameLines(lines, before)))
      return store.notices.linesSeen(row.id, lines);
    await amend(row, lines, typicalFailure(job));
    options.onAmended();
  };

  /** As it stands by now: children of an array may have told more meanwhile. `linesOf`: of an array, whose they are. */
  const amend = (row: NoticeRow, lines: readonly string[], linesOf: number | undefined): Promise<void> =>
    store.transaction(async (tables) => {
      await tables.threads.get(row.thread);
      const body = (await tables.notices.get(row.id))?.body;
      if (body?.kind !== "finished") return;
      const whose = linesOf === undefined ? {} : { linesOf };
      await tables.notices.amend(row.id, { ...body, logLines: lines, ...whose });
    });

  /** Log lines enter a thread unasked only where the whole audience may see them. */
  const mayShow = async (job: Job, channel: ChannelId): Promise<boolean> =>
    options.labs().pis.get(job.pi)?.logs.inThreads === true &&
    (await options.placeOf(job, channel)) === "own";

  /** Undefined where the log could not be read just now. */
  const readLines = async (job: Job): Promise<readonly string[] | undefined> => {
    try {
      return await options.lastLines(job);
    } catch (error) {
      logger.warn({ err: error, job: job.batchId }, "A failed job's log could not be read yet");
      return undefined;
    }
  };

  return loop({ name: "log-lines", clock, logger, turn });
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

const rowsPerTurn = 20;
