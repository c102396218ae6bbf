import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import { main as backup } from "../tools/backup.ts";
import { main as restoreTool } from "../tools/restore.ts";
import { openStore, type Store } from "./open-store.ts";

const takenAtMs = Date.UTC(2026, 10, 20, 18, 42);
const restoredAtMs = takenAtMs + 60 * 60_000;

let folder: string;
let path: string;
let copy: string;
let said: string[];
let complained: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-backup-"));
  path = join(folder, "batchmate.db");
  copy = join(folder, "copy.db");
  said = [];
  complained = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const rimAt = (atMs: number) => ({
  nowMs: () => atMs,
  say: (line: string) => void said.push(line),
  complain: (line: string) => void complained.push(line),
});
const env = (url = `sqlite:${path}`) => ({ DATABASE_URL: url });
const backUp = (...argv: string[]) => backup(argv, env(), rimAt(takenAtMs));
const restore = (...argv: string[]) => restoreTool(argv, env(), rimAt(restoredAtMs));

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(`sqlite:${path}`);
  await work(store);
  await store.close();
}

test("a backup is made while the bot is at work, and a restore puts back what was there then", async () => {
  await withStore(async (store) => {
    await store.meta.set("team", "T0THEN");
    expect(await backUp(copy)).toBe(0);
    await store.meta.set("team", "T0LATER");
  });
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(await restore(copy)).toBe(0);
  await withStore(async (store) => expect(await store.meta.get("team")).toBe("T0THEN"));
  expect(said).toEqual([
    `The store is copied to ${copy}, and the copy is checked.`,
    "The store is again as it was on 2026-11-20T18:42:00.000Z.",
    `What was there before is kept as ${path}.before-2026-11-20T19-42-00-000Z.`,
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("the store that was there is kept whole, with what SQLite had not yet put into it", async () => {
  await withStore(async () => {});
  await backUp(copy);
  const file = new Sqlite(path);
  file.pragma("wal_autocheckpoint = 0");
  file.prepare("insert into meta (key, value) values ('team', 'T0LATER')").run();
  const wal = `${path}-wal`;
  copyFileSync(wal, join(folder, "wal"));
  copyFileSync(path, join(folder, "db"));
  file.close();
  copyFileSync(join(folder, "wal"), wal);
  copyFileSync(join(folder, "db"), path);
  expect(await restore(copy)).toBe(0);
  const kept = new Sqlite(`${path}.before-2026-11-20T19-42-00-000Z`);
  expect(kept.prepare("select value from meta where key = 'team'").pluck().get()).toBe("T0LATER");
  kept.close();
});

test("a backup never takes the place of a file, and leaves nothing half done", async () => {
  await withStore(async () => {});
  writeFileSync(copy, "mine");
  expect(await backUp(copy)).toBe(1);
  expect(complained).toEqual([`There is no backup: ${copy} exists already, and is left as it is.`]);
  expect(await backup([join(folder, "other.db")], env(`sqlite:${folder}/none.db`), rimAt(1))).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(["batchmate.db", "batchmate.db.lock", "copy.db"]);
});

test("nothing is restored while a bot is at work", async () => {
  await withStore(async (store) => {
    await backUp(copy);
    await store.meta.set("team", "T0LATER");
    expect(await restore(copy)).toBe(1);
    expect(complained[0]).toMatch(/^Nothing is restored: another process has the store open/);
    expect(await store.meta.get("team")).toBe("T0LATER");
  });
  expect(readdirSync(folder).sort()).toEqual(["batchmate.db", "batchmate.db.lock", "copy.db"]);
});

test.each([
  ["is damaged", (file: string) => truncateSync(file, statSync(file).size - 4_096)],
  ["is no store", (file: string) => writeFileSync(file, "my notes ".repeat(1_000))],
  [
    "was made by a newer version",
    (file: string) => {
      const db = new Sqlite(file);
      db.prepare("insert into kysely_migration (name, timestamp) values ('999-later', '')").run();
      db.close();
    },
  ],
  [
    "is a plain copy, of which nobody knows when it was made",
    (file: string) => {
      const db = new Sqlite(file);
      db.exec("delete from meta");
      db.close();
    },
  ],
])("a file that %s is not put in the place of the store", async (_what, spoil) => {
  await withStore(async (store) => store.meta.set("team", "T0"));
  await backUp(copy);
  chmodSync(copy, 0o600);
  spoil(copy);
  expect(await restore(copy)).toBe(1);
  expect(complained[0]).toMatch(/^Nothing is restored: .*copy\.db is no backup that can be used: /);
  await withStore(async (store) => expect(await store.meta.get("team")).toBe("T0"));
});

test("a store can be restored where there is none", async () => {
  await withStore(async (store) => store.meta.set("team", "T0"));
  await backUp(copy);
  for (const file of readdirSync(folder)) if (file !== "copy.db") rmSync(join(folder, file));
  expect(await restore(copy)).toBe(0);
  await withStore(async (store) => expect(await store.meta.get("team")).toBe("T0"));
  expect(said).toHaveLength(2);
  expect(existsSync(`${path}.restoring`)).toBe(false);
});

test("what was about to be sent, and all that is learnt of jobs under way, is looked for first", async () => {
  const [open, ended] = [jobNo(1, { state: "running" }), jobNo(2, { state: "rejected" })];
  const request = { jobName: "x", jobQueue: "q", jobDefinition: "d", tags: {} };
  await withStore(async (store) => {
    const threads = [await saveJob(store, open), await saveJob(store, ended)];
    await store.transaction((tables) => tables.announce(open, takenAtMs - 5));
    const { id, owner: member, pi } = open;
    await store.submissions.add({ id, member, pi, state: "saved", tries: 0, request });
    expect(threads).toHaveLength(2);
    await backUp(copy);
  });
  await restore(copy);
  await withStore(async (store) => {
    const [card] = await store.notices.heads(restoredAtMs, 10);
    expect(card?.notice).toMatchObject({
      state: "uncertain",
      looks: 1,
      triedAtMs: takenAtMs,
      gaveUpAtMs: restoredAtMs,
      nextAtMs: restoredAtMs,
    });
    expect(await store.submissions.get(open.id)).toMatchObject({
      state: "uncertain",
      nextAtMs: restoredAtMs,
    });
    const said = async (job: typeof open, key: string) => {
      const [thread] = await store.threads.ofSubject(job.subject);
      const id = `n_${key}` as never;
      const body = { kind: "finished", state: "failed" } as const;
      const notice = { id, thread: thread?.id ?? "", job: job.id, key, body, createdAtMs: restoredAtMs + 9 };
      await store.notices.add(notice);
      return store.notices.get(id);
    };
    expect(await said(open, "end")).toMatchObject({
      state: "uncertain",
      looks: 1,
      triedAtMs: takenAtMs,
      gaveUpAtMs: restoredAtMs,
    });
    expect(await said(ended, "late")).toMatchObject({ state: "queued", looks: 0 });
  });
});

test.each([
  [["a", "b"], env()],
  [[], env()],
  [["--quickly"], env()],
  [["a.db"], env("mysql:x")],
])("%j is explained", async (argv, environment) => {
  expect(await backup(argv, environment, rimAt(1))).toBe(2);
  expect(await restoreTool(argv, environment, rimAt(1))).toBe(2);
  expect(complained.length).toBeGreaterThan(0);
});

test("on PostgreSQL both say what to run instead", async () => {
  const postgres = env("postgres://localhost/batchmate");
  expect(await backup(["x.dump"], postgres, rimAt(1))).toBe(1);
  expect(await restoreTool(["x.dump"], postgres, rimAt(1))).toBe(1);
  expect(complained.join("\n")).toMatch(
    /pg_dump --format=custom --file=x\.dump[\s\S]*pg_restore[\s\S]*--taken TIME/,
  );
});

test("a time that has not come, or is none, is no time at which a dump was begun", async () => {
  const postgres = env("postgres://localhost/batchmate");
  for (const time of ["yesterday", "2030-01-01T00:00:00Z", ""])
    expect(await restoreTool(["--taken", time], postgres, rimAt(takenAtMs))).toBe(2);
  expect(await restoreTool(["--taken", "2026-11-20T18:00:00Z"], env(), rimAt(takenAtMs))).toBe(2);
});
