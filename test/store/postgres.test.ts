import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../src/domain/job/job.ts";
import { openStore } from "../../src/store/open-store.ts";
import { allRuns, forgetRuns, runsKnown, saveJobsOfRuns } from "../support/jobs-of-runs.ts";
import { type Database, hasPostgres, newDatabase } from "../support/postgres.ts";
import { jobNo } from "../support/saved-jobs.ts";

describe.skipIf(!hasPostgres)("a store on PostgreSQL", () => {
  let database: Database;
  beforeAll(async () => {
    database = await newDatabase();
  });
  afterAll(() => database.drop());

  test("has after it was opened again all it had, and its migrations are not run twice", async () => {
    const first = await openStore(database.url);
    await first.meta.set("team", "T0");
    await first.close();
    const second = await openStore(database.url);
    expect(await second.meta.get("team")).toBe("T0");
    await second.close();
  });

  test("knows of jobs from before runs were known of which they are", async () => {
    const before = await newDatabase();
    const first = await openStore(before.url);
    await saveJobsOfRuns(first);
    await first.close();
    for (const statement of forgetRuns) await before.run(statement);
    const second = await openStore(before.url);
    expect(await runsKnown(second)).toEqual(allRuns);
    await second.close();
    await before.drop();
  });

  test("is opened by as many processes as come, and what one saves the others see", async () => {
    const [one, other] = [await openStore(database.url), await openStore(database.url)];
    await one.meta.set("bot", "B0");
    expect(await other.meta.get("bot")).toBe("B0");
    await Promise.all([one.close(), other.close()]);
  });

  test("is migrated once by four processes that open an empty database at the same moment", async () => {
    const empty = await newDatabase();
    const openers = await Promise.all(Array.from({ length: 4 }, () => hold(empty.url)));
    const { rows } = await empty.run("select name, count(*) from kysely_migration group by name");
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ count }) => count !== "1")).toEqual([]);
    for (const opener of openers) await end(opener);
    await empty.drop();
  });

  test("answers again by itself once the server is back, and says meanwhile that it will work later", async () => {
    const store = await openStore(database.url);
    await Promise.all([store.ping(), store.ping(), store.ping()]);
    const comeBack = await database.goAway();
    for (let n = 0; n < 5; n++)
      await expect(store.ping()).rejects.toMatchObject({ name: "StoreTrouble", kind: "later" });
    await comeBack();
    await store.ping();
    await store.close();
  });

  test("lets two transactions that wait for each other both come to an end", async () => {
    const store = await openStore(database.url);
    const [one, other] = [jobNo(1), jobNo(2)];
    for (const job of [one, other]) await store.jobs.add(job, 1);
    const { promise: met, resolve: meet } = Promise.withResolvers<void>();
    let begun = 0;
    const moveOn = (first: Job, second: Job) =>
      store.transaction(async ({ jobs }) => {
        const before = (await jobs.get(first.id)) as Job;
        begun += 1;
        if (begun === 2) meet();
        await met;
        for (const job of [before, (await jobs.get(second.id)) as Job])
          await jobs.save({ ...job, version: job.version + 1 }, null);
      });
    await Promise.all([moveOn(one, other), moveOn(other, one)]);
    expect(begun).toBe(3);
    for (const { id } of [one, other]) expect((await store.jobs.get(id))?.version).toBe(3);
    await store.close();
  });

  test("lets what is under way end before it closes", async () => {
    const store = await openStore(database.url);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: open, resolve: goOn } = Promise.withResolvers<void>();
    const work = store.transaction(async (tables) => {
      await tables.meta.set("late", "yes");
      begin();
      await open;
      return tables.meta.get("late");
    });
    await begun;
    const closing = store.close();
    goOn();
    expect(await work).toBe("yes");
    await closing;
    await expect(store.ping()).rejects.toThrow();
  });

  test("keeps a text with a NUL in it, which PostgreSQL itself would refuse", async () => {
    const store = await openStore(database.url);
    await store.meta.set("odd\0", "a\0b");
    expect(await store.meta.get("odd\0")).toBe("a\uFFFDb");
    await store.close();
  });

  test("refuses in words what will never open, and tells no password", async () => {
    const nowhere = database.url.replace(/\/test_\w+/, "/nowhere").replace("user=", "password=hunter2&user=");
    await expect(openStore(nowhere)).rejects.toMatchObject({
      name: "StoreTrouble",
      kind: "permanent",
      message: expect.stringMatching(
        /^the store at \/nowhere can not be opened; PostgreSQL: .*does not exist/,
      ),
    });
  });
});

test("a PostgreSQL that is not there is one that may be there later, and no word tells the password", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const refusal = await openStore(`postgres://bot:hunter2@127.0.0.1:${port}/batchmate`).catch(
    (error: Error) => error,
  );
  expect(refusal).toMatchObject({ name: "StoreTrouble", kind: "later" });
  expect(String(refusal)).toContain(`127.0.0.1:${port}/batchmate can not be opened`);
  expect(deepText(refusal)).not.toContain("hunter2");
});

/** All that a log could show of an error. */
function deepText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(Object.entries(error))} ${deepText(error.cause)}`;
}

async function hold(storeUrl: string): Promise<ChildProcess> {
  const script = new URL("hold-a-store.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, storeUrl], { stdio: ["ignore", "pipe", "inherit"] });
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error("the process could not open the store"))),
  ]);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}
