import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { inboxPathOf } from "./inbox-file.ts";
import { takenAtKey } from "./mark-restored.ts";
import { migrationNames } from "./migrations/all.ts";
import { StoreTrouble } from "./store-trouble.ts";

/**
 * Writes a whole copy of the store, as it is at this moment, while the bot is at work on it. The copy has its name only
 * once it is complete, checked and on the disk; a file of that name is left alone. Throws StoreTrouble.
 */
export function backUp(path: string, to: string, nowMs: number): void {
  if (!existsSync(path)) throw new StoreTrouble("permanent", `there is no store ${path}`);
  if (existsSync(to)) throw new StoreTrouble("permanent", `${to} exists already, and is left as it is`);
  const partial = `${to}.partial`;
  // SQLite fills an empty file: made here, so that nobody else may read it at any time.
  closeSync(openSync(partial, "wx", 0o600));
  try {
    copyInto(path, partial);
    addInbox(path, partial);
    noteTime(partial, nowMs);
    checkCopy(partial);
    sync(partial);
    // Unlike renaming, linking never takes the place of a file that has come meanwhile.
    linkSync(partial, to);
    sync(dirname(to));
  } finally {
    rmSync(partial, { force: true });
  }
}

/** When the copy was made. Throws StoreTrouble where it is damaged, no copy, or of a newer version. */
export function checkCopy(path: string): { takenAtMs: number } {
  if (!existsSync(path)) throw new StoreTrouble("permanent", `there is no file ${path}`);
  const file = new Sqlite(path, { readonly: true });
  try {
    const found = file.pragma("integrity_check", { simple: true });
    if (found !== "ok") throw new Error(`SQLite finds it damaged: ${found}`);
    const names = file.prepare("select name from kysely_migration").pluck().all() as string[];
    const unknown = names.filter((name) => !migrationNames.includes(name));
    if (unknown.length > 0)
      throw new Error(`a newer version has made it: ${unknown.join(", ")} is not known here`);
    const taken = file.prepare("select value from meta where key = ?").pluck().get(takenAtKey);
    if (typeof taken !== "string") throw new Error("it does not say when it was made");
    return { takenAtMs: Number(taken) };
  } catch (cause) {
    throw new StoreTrouble(
      "permanent",
      `${path} is no backup that can be used: ${(cause as Error).message}`,
      { cause },
    );
  } finally {
    file.close();
  }
}

function copyInto(path: string, partial: string): void {
  const file = new Sqlite(path, { timeout: 30_000 });
  try {
    file.prepare("vacuum into ?").run(partial);
  } finally {
    file.close();
  }
}

/** What has come in and is not applied yet; what is applied meanwhile comes along too, and changes nothing. */
function addInbox(path: string, partial: string): void {
  const inboxPath = inboxPathOf(path);
  if (!existsSync(inboxPath)) return;
  const file = new Sqlite(partial, { timeout: 30_000 });
  try {
    const columns = "event_id, account, detail_type, body, received_at_ms";
    file.prepare("attach database ? as beside").run(inboxPath);
    file.exec(`insert into main.inbox (${columns}) select ${columns} from beside.inbox order by seq`);
  } finally {
    file.close();
  }
}

function noteTime(path: string, nowMs: number): void {
  const file = new Sqlite(path);
  file
    .prepare(
      "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
    )
    .run(takenAtKey, String(nowMs));
  file.close();
}

/** On the disk, and not only on its way there. */
export function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}
