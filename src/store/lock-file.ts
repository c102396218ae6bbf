import { closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { StoreTrouble } from "./store-trouble.ts";

/**
 * Holds a lock that the system releases when the process ends, however it ends.
 * SQLite's own file lock does that; a pid in a file would outlive a kill.
 */
export function lockFile(path: string): () => void {
  closeSync(openSync(path, "a", 0o600));
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new StoreTrouble("permanent", `another process has the store open (${path} is locked)`, { cause });
  }
  return () => lock.close();
}
