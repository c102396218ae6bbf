import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diskWait } from "../../src/store/disk-wait.ts";
import { OneConnectionDialect } from "../../src/store/sqlite-dialect.ts";
import { StoreTrouble } from "../../src/store/store-trouble.ts";

/** A disk that answers when it is told to; each wait is one entry. */
function slowDisk() {
  const waits: { done(): void; fails(error: Error): void }[] = [];
  const sync = () =>
    new Promise<void>((done, fails) => {
      waits.push({ done, fails });
    });
  return { waits, sync };
}

const nothingMoves = () => new Promise((resolve) => setImmediate(resolve));

/** Whether something has come to its end by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  await nothingMoves();
  return settled;
}

describe("waiting for the disk", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "disk-wait-"));
    path = join(folder, "log");
    writeFileSync(path, "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is done once for all who come together, and begins anew for who comes later", async () => {
    const disk = slowDisk();
    const { durable, close } = diskWait(path, disk.sync);
    const together = [durable(), durable()];
    await nothingMoves();
    expect(disk.waits).toHaveLength(1);
    const later = durable();
    await nothingMoves();
    expect(disk.waits).toHaveLength(2);
    disk.waits[0]?.done();
    await Promise.all(together);
    expect(await isSettled(later)).toBe(false);
    disk.waits[1]?.done();
    await later;
    await close();
  });

  test("is begun no more than twice beside each other; the others share the next", async () => {
    const disk = slowDisk();
    const { durable, close } = diskWait(path, disk.sync);
    const first = durable();
    await nothingMoves();
    const second = durable();
    await nothingMoves();
    const third = durable();
    const fourth = durable();
    await nothingMoves();
    expect(disk.waits).toHaveLength(2);
    disk.waits[0]?.done();
    await first;
    await nothingMoves();
    expect(disk.waits).toHaveLength(3);
    disk.waits[2]?.done();
    await Promise.all([third, fourth]);
    expect(await isSettled(second)).toBe(false);
    disk.waits[1]?.done();
    await second;
    await close();
  });

  test("that fails is told to who waited, and done anew for the next", async () => {
    const disk = slowDisk();
    const { durable, close } = diskWait(path, disk.sync);
    const failing = durable();
    await nothingMoves();
    disk.waits[0]?.fails(new Error("EIO: i/o error, fdatasync"));
    const trouble = await failing.catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(StoreTrouble);
    expect((trouble as Error).cause).toMatchObject({ message: "EIO: i/o error, fdatasync" });
    const next = durable();
    await nothingMoves();
    disk.waits[1]?.done();
    await next;
    await close();
  });

  test("is waited for by who closes, and closing twice does no harm", async () => {
    const disk = slowDisk();
    const { durable, close } = diskWait(path, disk.sync);
    const waiting = durable();
    await nothingMoves();
    const closing = close();
    expect(await isSettled(closing)).toBe(false);
    disk.waits[0]?.done();
    await Promise.all([waiting, closing]);
    await close();
  });

  test("for a file that is not there is told, too", async () => {
    const { durable } = diskWait(join(folder, "nowhere"));
    await expect(durable()).rejects.toThrow("what was saved may not be on the disk");
  });

  test("ends by itself on a real disk", async () => {
    const { durable, close } = diskWait(path);
    await Promise.all([durable(), durable()]);
    await durable();
    await close();
  });
});

describe("a database of one connection", () => {
  type Rows = { row: { n: number } };
  let disk: ReturnType<typeof slowDisk>;
  let db: Kysely<Rows>;
  beforeEach(() => {
    const file = new Sqlite(":memory:");
    file.exec("create table row (n integer primary key)");
    disk = slowDisk();
    db = new Kysely({ dialect: new OneConnectionDialect({ file, durable: disk.sync }) });
  });
  afterEach(() => db.destroy());

  const add = (n: number) => db.insertInto("row").values({ n }).execute();
  const all = async () => (await db.selectFrom("row").select("n").orderBy("n").execute()).map(({ n }) => n);

  test("tells who has written when it is durable, and serves others meanwhile", async () => {
    const writing = add(1);
    expect(await isSettled(writing)).toBe(false);
    expect(await all()).toEqual([1]);
    disk.waits[0]?.done();
    await writing;
  });

  test("tells who has made a transaction the same, whatever it gave back", async () => {
    const transaction = db.transaction().execute(async (tx) => {
      const { n } = await tx.insertInto("row").values({ n: 2 }).returning("n").executeTakeFirstOrThrow();
      return n;
    });
    expect(await isSettled(transaction)).toBe(false);
    disk.waits[0]?.done();
    expect(await transaction).toBe(2);
  });

  test("lets nobody in between the statements of a transaction", async () => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const transaction = db.transaction().execute(async (tx) => {
      await tx.insertInto("row").values({ n: 3 }).execute();
      await held;
      await tx.insertInto("row").values({ n: 4 }).execute();
    });
    const reading = all();
    expect(await isSettled(reading)).toBe(false);
    goOn();
    expect(await reading).toEqual([3, 4]);
    expect(await isSettled(transaction)).toBe(false);
    disk.waits[0]?.done();
    await transaction;
  });

  test("has who only reads, or takes back what they wrote, wait for no disk", async () => {
    const takenBack = db.transaction().execute(async (tx) => {
      await tx.insertInto("row").values({ n: 5 }).execute();
      throw new Error("not after all");
    });
    await expect(takenBack).rejects.toThrow("not after all");
    expect(await all()).toEqual([]);
    expect(await db.transaction().execute((tx) => tx.selectFrom("row").selectAll().execute())).toEqual([]);
    expect(disk.waits).toEqual([]);
  });

  const addUnlessThere = (n: number) =>
    db
      .insertInto("row")
      .values({ n })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const take = (n: number) => db.deleteFrom("row").where("n", "=", n).returning("n").execute();

  test.each([
    ["nothing to add", addUnlessThere],
    ["nothing to take", (n: number) => take(n + 1)],
  ])("has who finds %s wait for what others have written, and for no more", async (_what, write) => {
    const writing = add(8);
    expect(await isSettled(writing)).toBe(false);
    const inVain = write(8);
    expect(await isSettled(inVain)).toBe(false);
    for (const { done } of disk.waits) done();
    await Promise.all([writing, inVain]);
    const waits = disk.waits.length;
    await write(8);
    expect(disk.waits).toHaveLength(waits);
  });

  test("has who takes something wait for the disk, and who makes a table, too", async () => {
    const writing = add(9);
    await nothingMoves();
    disk.waits[0]?.done();
    await writing;
    const taking = take(9);
    expect(await isSettled(taking)).toBe(false);
    disk.waits[1]?.done();
    expect(await taking).toEqual([{ n: 9 }]);
    const making = db.schema.createTable("another").addColumn("n", "integer").execute();
    expect(await isSettled(making)).toBe(false);
    disk.waits[2]?.done();
    await making;
  });

  test("has who finds nothing to do wait anew where the disk failed who has done it", async () => {
    const writing = add(10);
    await nothingMoves();
    disk.waits[0]?.fails(new StoreTrouble("later", "what was saved may not be on the disk"));
    await expect(writing).rejects.toThrow();
    const inVain = addUnlessThere(10);
    expect(await isSettled(inVain)).toBe(false);
    disk.waits[1]?.done();
    await inVain;
  });

  test("says what failed, and goes on with the next", async () => {
    const twice = db.transaction().execute(async (tx) => {
      await tx
        .insertInto("row")
        .values([{ n: 6 }, { n: 6 }])
        .execute();
    });
    await expect(twice).rejects.toThrow(/UNIQUE constraint failed/);
    await expect(sql`select * from nowhere`.execute(db)).rejects.toThrow(/no such table/);
    expect(await all()).toEqual([]);
  });

  test("tells who has written that the disk failed", async () => {
    const writing = add(7);
    await nothingMoves();
    disk.waits[0]?.fails(new StoreTrouble("later", "what was saved may not be on the disk"));
    await expect(writing).rejects.toThrow("what was saved may not be on the disk");
  });
});
