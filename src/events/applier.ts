import type { Logger } from "pino";
import type { InboxEvent } from "../domain/event/inbox-event.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { LoopLoad } from "../lifecycle/loop-load.ts";
import type { HandedRow, WhichRows } from "../store/handed-row.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { doubtfulRows } from "./doubtful-rows.ts";
import { takeReports } from "./take-reports.ts";

export type ApplierOptions = {
  store: Store;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  load: LoopLoad;
  /** Called after each fold that is saved. */
  onApplied(counts: { applied: number; setAside: number }): void;
};

/**
 * Turns what came in into jobs and notices, many events a transaction. On an embedded engine nothing else goes on
 * during a fold: it is kept short, and as long as more comes in than it takes, those who send it have the time they
 * need, and most of it where they need all.
 */
export function applier({ store, clock, logger, quietMs, load, onApplied }: ApplierOptions): Loop {
  const doubtful = doubtfulRows(clock.nowMs);
  let foldSize: number = limits.eventsPerFold;
  let hasCome = false;
  /** How long others are to have. */
  let restMs = 0;

  const turn = async (): Promise<number> => {
    const goesOnComing = hasCome;
    hasCome = false;
    const busyShare = load.share();
    restMs = 0;
    const { folded, tookMs } = await timed();
    const rows = folded.done.length;
    // What another replica leaves behind wakes nobody here.
    if (rows === 0) return Math.min(doubtful.nextInMs() ?? limits.lookAroundMs, limits.lookAroundMs);
    for (const { eventId, account, why } of folded.aside)
      logger.warn({ eventId, account, why }, "An event was set aside");
    onApplied({ applied: rows - folded.aside.length, setAside: folded.aside.length });
    // A few at a time are applied at once: a job's start is told before its end has come.
    const isFlooded = goesOnComing && rows >= limits.eventsPerFoldMin;
    restMs = isFlooded ? tookMs * limits.othersPerTurn * busyShare : 0;
    const foldMs = goesOnComing ? limits.foldMs : limits.quietFoldMs;
    foldSize = nextFoldSize(foldSize, { rows, tookMs, foldMs });
    load.begin();
    return 0;
  };

  /** Until the rows are there nobody is held up. */
  const timed = async (): Promise<{ folded: Folded; tookMs: number }> => {
    let fromMs = clock.nowMs();
    const folded = await foldOrSplit({ oldest: foldSize }, (rows) => {
      fromMs = clock.nowMs();
      return doubtful.due(rows);
    });
    return { folded, tookMs: clock.nowMs() - fromMs };
  };

  /** One poisoned event must not hold up the others: what fails together is tried apart, and at last set aside. */
  const foldOrSplit = async (
    which: WhichRows,
    choose: (rows: readonly HandedRow[]) => readonly HandedRow[] = (rows) => rows,
  ): Promise<Folded> => {
    let rows: readonly HandedRow[] = [];
    try {
      return await store.handOut(which, (tables, found) => {
        rows = choose(found);
        return fold(tables, rows, { nowMs: clock.nowMs(), quietMs });
      });
    } catch (error) {
      const [only] = rows;
      if (only === undefined) throw error;
      await store.ping();
      if (rows.length === 1) return doubtful.failed(only) ? setAside(only, error) : leave(only, error);
      const seqs = rows.map(({ seq }) => seq);
      const half = Math.ceil(seqs.length / 2);
      const [first, second] = [
        await foldOrSplit({ seqs: seqs.slice(0, half) }),
        await foldOrSplit({ seqs: seqs.slice(half) }),
      ];
      return { done: [...first.done, ...second.done], aside: [...first.aside, ...second.aside] };
    }
  };

  const leave = ({ eventId }: HandedRow, error: unknown): Folded => {
    logger.warn({ err: error, eventId }, "An event could not be applied and is tried again");
    return { done: [], aside: [] };
  };

  const setAside = ({ seq, eventId }: HandedRow, error: unknown): Promise<Folded> =>
    store.handOut({ seqs: [seq] }, async ({ inbox }, [row]) => {
      if (row === undefined) return { done: [], aside: [] };
      logger.error({ err: error, eventId }, "An event could not be applied");
      const why = "it could not be applied";
      await inbox.setAside(row, why);
      return { done: [seq], aside: [{ ...row, why }] };
    });

  const self = loop({
    name: "applier",
    clock,
    logger,
    turn,
    restMs: () => restMs,
  });
  return {
    ...self,
    wake: () => {
      hasCome = true;
      self.wake();
    },
  };
}

/** So many as take about as long as a fold may. */
function nextFoldSize(
  size: number,
  { rows, tookMs, foldMs }: { rows: number; tookMs: number; foldMs: number },
): number {
  const fitting = (rows * foldMs) / Math.max(tookMs, 1);
  // One slow or quick fold says little: halfway there.
  const next = Math.round((size + Math.min(fitting, limits.eventsPerFold)) / 2);
  return Math.max(next, limits.eventsPerFoldMin);
}

/** `done`: the numbers of all that are, be it that they were applied or set aside. */
type Folded = { done: readonly number[]; aside: readonly (InboxEvent & { why: string })[] };

async function fold(
  tables: Tables,
  rows: readonly HandedRow[],
  time: { nowMs: number; quietMs: number },
): Promise<Folded> {
  const reports: Report[] = [];
  const aside: (HandedRow & { why: string })[] = [];
  for (const row of rows) {
    const { read } = row;
    if (read.ok) reports.push(read.report);
    else aside.push({ ...row, why: read.why });
  }
  for (const row of aside) await tables.inbox.setAside(row, row.why);
  await takeReports(tables, reports, time);
  return { done: rows.map(({ seq }) => seq), aside };
}
