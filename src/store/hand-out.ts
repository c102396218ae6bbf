/** How events that were taken in come to be applied: each at least once, and applying one again changes nothing. */
import { type HandedRow, readRow, type WhichRows } from "./handed-row.ts";
import type { Inbox } from "./inbox.ts";
import type { InboxThread } from "./inbox-thread.ts";
import type { Store } from "./open-store.ts";
import type { Tables } from "./tables.ts";

/** `done`: the numbers of the rows that are let go of. */
export type HandOut = <T extends { done: readonly number[] }>(
  which: WhichRows,
  work: (tables: Tables, rows: readonly HandedRow[]) => Promise<T>,
) => Promise<T>;

/** Rows and jobs are in one database: they change together. */
export function handOutWithin(transaction: Store["transaction"]): HandOut {
  return (which, work) =>
    transaction(async (tables) => {
      const found = tables.inbox;
      const rows = await ("oldest" in which ? found.oldest(which.oldest) : found.those(which.seqs));
      const result = await work(tables, rows.map(readRow));
      await tables.inbox.remove(result.done);
      return result;
    });
}

/**
 * Rows are in a file of their own, and gone once what became of them is saved. Who puts an event back, or has a copy
 * restored, puts it beside the jobs: it is carried over when nothing else waits.
 */
export function handOutBeside(
  transaction: Store["transaction"],
  { thread, own }: { thread: InboxThread; own: Inbox },
): HandOut {
  const carryOver = async (limit: number): Promise<readonly HandedRow[]> => {
    const rows = await own.oldest(limit);
    if (rows.length === 0) return [];
    await thread.append(rows);
    await own.remove(rows.map(({ seq }) => seq));
    return thread.read({ oldest: limit });
  };
  let removing: Promise<void> = Promise.resolve();
  return async (which, work) => {
    const last = removing;
    removing = Promise.resolve();
    // The thread does what it is asked in order: what is let go of is not read again.
    const [here] = await Promise.all([thread.read(which), last]);
    const rows = here.length === 0 && "oldest" in which ? await carryOver(which.oldest) : here;
    const result = await transaction((tables) => work(tables, rows));
    removing = thread.remove(result.done);
    // Whoever asks next hears of it; its rows are handed out to them again.
    removing.catch(() => {});
    return result;
  };
}
