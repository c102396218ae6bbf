import type { Logger } from "pino";
import type { ReadDetail } from "../domain/job-detail.ts";
import { limits } from "../domain/limits.ts";
import type { Report } from "../domain/report.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { InboxRow } from "../store/inbox.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { eventKinds } from "./all.ts";
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

/** Turns what came in into jobs and notices, some hundred events a transaction. */
export function applier({ store, clock, logger, quietMs, onApplied }: ApplierOptions): Loop {
  const turn = async (): Promise<number | undefined> => {
    const rows = await store.inbox.oldest(limits.eventsPerFold);
    if (rows.length === 0) return undefined;
    const setAside = await foldOrSplit(rows);
    onApplied({ applied: rows.length - setAside, setAside });
    return 0;
  };

  /** One poisoned event must not hold up the others: what fails together is tried apart, and at last set aside. */
  const foldOrSplit = async (rows: readonly InboxRow[]): Promise<number> => {
    try {
      return await store.transaction((tables) => fold(tables, rows, { nowMs: clock.nowMs(), quietMs }));
    } catch (error) {
      const [only] = rows;
      if (only === undefined || rows.length > 1) {
        const half = Math.ceil(rows.length / 2);
        return (await foldOrSplit(rows.slice(0, half))) + (await foldOrSplit(rows.slice(half)));
      }
      await store.ping();
      logger.error({ err: error, eventId: only.eventId }, "An event could not be applied and was set aside");
      await store.transaction(async (tables) => {
        await tables.inbox.setAside(only, "it could not be applied");
        await tables.inbox.remove([only.seq]);
      });
      return 1;
    }
  };

  return loop({ name: "applier", clock, logger, turn });
}

async function fold(
  tables: Tables,
  rows: readonly InboxRow[],
  time: { nowMs: number; quietMs: number },
): Promise<number> {
  const reports: Report[] = [];
  let setAside = 0;
  for (const row of rows) {
    const read = readRow(row);
    if (read.ok) {
      reports.push(read.report);
    } else {
      await tables.inbox.setAside(row, read.why);
      setAside += 1;
    }
  }
  await takeReports(tables, reports, time);
  await tables.inbox.remove(rows.map((row) => row.seq));
  return setAside;
}

function readRow(row: InboxRow): ReadDetail {
  const kind = eventKinds.get(row.detailType);
  if (kind === undefined) return { ok: false, why: "a kind of event that is not known" };
  const event = awsEvent.safeParse(JSON.parse(row.body));
  return event.success ? kind.read(event.data, row.receivedAtMs) : { ok: false, why: event.error.message };
}
