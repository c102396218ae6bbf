import type { Logger } from "pino";
import type { ChannelId, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/pi.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { NoticeRow } from "../store/notices.ts";
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

  /** When each was last looked for: in the order of their waiting, a few whose log never comes would hide the rest. */
  let looks = new Map<NoticeId, Look>();

  const turn = async (): Promise<number | undefined> => {
    const rows = await store.notices.awaitingLines(rowsInView);
    looks = new Map(rows.map(({ id }) => [id, lookAt(id)]));
    // Whatever wakes this in between: two looks that are to agree must be some time apart.
    const next = rows
      .filter(({ id }) => lookAt(id).atMs + limits.logLinesRetryMs <= clock.nowMs())
      .toSorted((a, b) => lookAt(a.id).atMs - lookAt(b.id).atMs)
      .slice(0, rowsPerTurn);
    await Promise.all(next.map(addLines));
    return rows.length === 0 ? undefined : limits.logLinesRetryMs;
  };

  const lookAt = (id: NoticeId): Look => looks.get(id) ?? { atMs: Number.NEGATIVE_INFINITY, lines: [] };

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
    const before = lookAt(row.id).lines;
    looks.set(row.id, { atMs: clock.nowMs(), lines: before });
    const read = await readLines(job);
    const lines = read ?? before;
    looks.set(row.id, { atMs: clock.nowMs(), lines });
    if (lines.length === 0) return isLast ? store.notices.expectNoLines(row.id) : undefined;
    // They come in pieces, and the last piece is the one that says why.
    if (!isLast && (read === undefined || !sameLines(lines, before))) return;
    await store.notices.amend(row.id, { ...body, logLines: lines });
    options.onAmended();
  };

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

/** What CloudWatch had when it was last asked. */
type Look = { atMs: number; lines: readonly string[] };

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

const rowsInView = 1_000;
const rowsPerTurn = 20;
