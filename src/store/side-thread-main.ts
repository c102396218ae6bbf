import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import type { FromSide, SideStart, ToSide } from "./side-thread-talk.ts";
import { keepStatements } from "./statement-cache.ts";

const lookEveryMs = 50;
/** So few are written by anybody in a moment. */
const fewPages = 100;
const mostPasses = 4;

const { path, tidyPages, longLogPages } = workerData as SideStart;
const file = keepStatements(new Sqlite(path, { fileMustExist: true }));
file.pragma("query_only = ON");
// The file's own cache is the system's; this one only helps within one question.
file.pragma("cache_size = -4096");

const say = (message: FromSide): void => parentPort?.postMessage(message);

parentPort?.on("message", ({ id, sql, parameters }: ToSide) => {
  try {
    say({ kind: "rows", id, rows: file.prepare(sql).all(parameters) });
  } catch (error) {
    say({ kind: "failed", id, why: (error as Error).message });
  }
});

setInterval(() => {
  if (pages().behind < tidyPages) return;
  // Whoever reads or writes meanwhile is not held up: what is written during one pass is left for the next.
  for (let pass = 1; pass <= mostPasses && pages().behind > fewPages; pass++) checkpoint("PASSIVE");
  const { log, behind } = pages();
  if (log >= longLogPages && behind < tidyPages) say({ kind: "log is long" });
}, lookEveryMs);

/** How many are in the log, and how many of them the file does not have. */
function pages(): { log: number; behind: number } {
  const { log, checkpointed } = checkpoint("NOOP");
  return { log, behind: log - checkpointed };
}

function checkpoint(mode: "NOOP" | "PASSIVE"): { log: number; checkpointed: number } {
  const [row] = file.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[];
  return row ?? { log: 0, checkpointed: 0 };
}
