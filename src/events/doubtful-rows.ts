import { limits } from "../domain/limits.ts";
import type { InboxRow } from "../store/inbox.ts";

/** Rows that failed alone. The store may have failed for a moment, so each is tried again before it is set aside. */
export type DoubtfulRows = {
  /** Of what the inbox holds, those that may be tried now. */
  due<Row extends InboxRow>(rows: readonly Row[]): Row[];
  /** It failed alone once more; true when that was once too often. */
  failed(row: InboxRow): boolean;
  /** In how many ms the next may be tried; undefined when there is none. */
  nextInMs(): number | undefined;
};

export function doubtfulRows(nowMs: () => number): DoubtfulRows {
  const failures = new Map<number, { times: number; againAtMs: number }>();
  return {
    due: (rows) => {
      const here = new Set(rows.map(({ seq }) => seq));
      for (const seq of failures.keys()) if (!here.has(seq)) failures.delete(seq);
      return rows.filter(({ seq }) => (failures.get(seq)?.againAtMs ?? 0) <= nowMs());
    },
    failed: ({ seq }) => {
      const times = (failures.get(seq)?.times ?? 0) + 1;
      failures.set(seq, { times, againAtMs: nowMs() + limits.foldRetryMs * 2 ** (times - 1) });
      return times >= limits.foldTries;
    },
    nextInMs: () => {
      const times = [...failures.values()].map(({ againAtMs }) => againAtMs);
      return times.length === 0 ? undefined : Math.max(0, Math.min(...times) - nowMs());
    },
  };
}
