import type { Logger } from "pino";
import type { ReadDetail } from "../domain/job/job-detail.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { InboxEvent, InboxRow } from "../store/inbox.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { eventKinds } from "./all.ts";
import { doubtfulRows } from "./doubtful-rows.ts";
import { awsEvent } from "./event.ts";
import { takeReports } from "./take-reports.ts";

export type ApplierOptions = {
  store: Store;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  /** Called after each fold that is saved. */
  onApplied(counts: { applied: number; setAside: number }): void;
};

/**
 * Turns what came in into jobs and notices, many events a transaction. On an embedded engine nothing else goes on
 * during a fold: it is kept short, and as long as more comes in than it takes, those who send it have most of the time.
 */
export function applier({ store, clock, logger, quietMs, onApplied }: ApplierOptions): Loop {
  const doubtful = doubtfulRows(clock.nowMs);
  let foldSize: number = limits.eventsPerFold;
  let hasCome = false;
  let isFlooded = false;

  const turn = async (): Promise<number> => {
    const goesOnComing = hasCome;
    hasCome = false;
    const fromMs = clock.nowMs();
    const folded = await foldOrSplit(async ({ inbox }) => doubtful.due(await inbox.oldest(foldSize)));
    const rows = folded.applied + folded.aside.length;
    // What another replica leaves behind wakes nobody here.
    if (rows === 0) return Math.min(doubtful.nextInMs() ?? limits.lookAroundMs, limits.lookAroundMs);
    for (const { eventId, account, why } of folded.aside)
      logger.warn({ eventId, account, why }, "An event was set aside");
    onApplied({ applied: folded.applied, setAside: folded.aside.length });
    // A few at a time are applied at once: a job's start is told before its end has come.
    isFlooded = goesOnComing && rows >= limits.eventsPerFoldMin;
    foldSize = nextFoldSize(foldSize, { rows, tookMs: clock.nowMs() - fromMs });
    return 0;
  };

  /** One poisoned event must not hold up the others: what fails together is tried apart, and at last set aside. */
  const foldOrSplit = async (take: (tables: Tables) => Promise<InboxRow[]>): Promise<Folded> => {
    let rows: readonly InboxRow[] = [];
    try {
      return await store.transaction(async (tables) => {
        rows = await take(tables);
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
        await foldOrSplit(({ inbox }) => inbox.those(seqs.slice(0, half))),
        await foldOrSplit(({ inbox }) => inbox.those(seqs.slice(half))),
      ];
      return { applied: first.applied + second.applied, aside: [...first.aside, ...second.aside] };
    }
  };

  const leave = ({ eventId }: InboxRow, error: unknown): Folded => {
    logger.warn({ err: error, eventId }, "An event could not be applied and is tried again");
    return { applied: 0, aside: [] };
  };

  const setAside = ({ seq, eventId }: InboxRow, error: unknown): Promise<Folded> =>
    store.transaction(async ({ inbox }) => {
      const [row] = await inbox.those([seq]);
      if (row === undefined) return { applied: 0, aside: [] };
      logger.error({ err: error, eventId }, "An event could not be applied");
      const why = "it could not be applied";
      await inbox.setAside(row, why);
      await inbox.remove([seq]);
      return { applied: 0, aside: [{ ...row, why }] };
    });

  const self = loop({
    name: "applier",
    clock,
    logger,
    turn,
    restMs: (tookMs) => (isFlooded ? tookMs * limits.othersPerTurn : 0),
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
function nextFoldSize(size: number, { rows, tookMs }: { rows: number; tookMs: number }): number {
  const fitting = (rows * limits.foldMs) / Math.max(tookMs, 1);
  // One slow or quick fold says little: halfway there.
  const next = Math.round((size + Math.min(fitting, limits.eventsPerFold)) / 2);
  return Math.max(next, limits.eventsPerFoldMin);
}

type Folded = { applied: number; aside: readonly (InboxEvent & { why: string })[] };

async function fold(
  tables: Tables,
  rows: readonly InboxRow[],
  time: { nowMs: number; quietMs: number },
): Promise<Folded> {
  const reports: Report[] = [];
  const aside: (InboxRow & { why: string })[] = [];
  for (const row of rows) {
    const read = readRow(row);
    if (read.ok) reports.push(read.report);
    else aside.push({ ...row, why: read.why });
  }
  for (const row of aside) await tables.inbox.setAside(row, row.why);
  await takeReports(tables, reports, time);
  await tables.inbox.remove(rows.map((row) => row.seq));
  return { applied: reports.length, aside };
}

function readRow(row: InboxRow): ReadDetail {
  const kind = eventKinds.get(row.detailType);
  if (kind === undefined) return { ok: false, why: "a kind of event that is not known" };
  const event = awsEvent.safeParse(JSON.parse(row.body));
  return event.success ? kind.read(event.data, row.receivedAtMs) : { ok: false, why: event.error.message };
}
