import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MemberId, NoticeId, PiName, SubjectId } from "../../src/domain/ids.ts";
import { openStore } from "../../src/store/open-store.ts";
import { StoreTrouble } from "../../src/store/store-trouble.ts";
import { backBefore } from "../support/before-migration.ts";
import { allRuns, forgetRuns, runsKnown, saveJobsOfRuns } from "../support/jobs-of-runs.ts";
import { jobNo, saveJob } from "../support/saved-jobs.ts";

let folder: string;
let url: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-store-"));
  url = `sqlite:${join(folder, "data", "batchmate.db")}`;
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a store that is opened again has all it had, and its migrations are not run twice", async () => {
  const first = await openStore(url);
  await first.meta.set("team", "T0");
  await first.close();
  const second = await openStore(url);
  expect(await second.meta.get("team")).toBe("T0");
  await second.close();
});

test("of jobs from before runs were known it is known of which they are", async () => {
  const first = await openStore(url);
  await saveJobsOfRuns(first);
  await first.close();
  const file = new Sqlite(join(folder, "data", "batchmate.db"));
  for (const statement of forgetRuns) file.exec(statement);
  file.close();
  const second = await openStore(url);
  expect(await runsKnown(second)).toEqual(allRuns);
  await second.close();
});

test("what was not taken before roles were told apart was AWS's own no, for the job and in what is told of it", async () => {
  const id = "n_1" as NoticeId;
  const outcome = { kind: "approved", by: "U0PETERS" as MemberId, atMs: 1 } as const;
  const first = await openStore(url);
  const { id: thread, job } = await saveJob(first, jobNo(1, { state: "rejected" }));
  const body = { kind: "decided", outcome } as const;
  await first.notices.add({ id, thread, job, key: "rejected", body, createdAtMs: 0 });
  await first.close();
  const file = new Sqlite(join(folder, "data", "batchmate.db"));
  for (const statement of backBefore("027-rejections")) file.exec(statement);
  file.exec("update jobs set rejection = 'no such queue'");
  file
    .prepare("update notices set body = ?")
    .run(JSON.stringify({ kind: "decided", outcome, rejection: "no such queue" }));
  file.close();
  const second = await openStore(url);
  const rejection = { by: "aws", words: "no such queue" };
  expect((await second.jobs.get(job))?.rejection).toEqual(rejection);
  expect((await second.notices.get(id))?.body).toEqual({ kind: "decided", outcome, rejection });
  await second.close();
});

test("what a lab's role lacks is not told anew by the next process", async () => {
  const admins = ["U0ADMIN" as MemberId];
  const role = { pi: "peters-u" as PiName, role: "arn:aws:iam::111122223333:role/batchmate" };
  const subject = `role ${role.pi} ${role.role}` as SubjectId;
  for (const nowMs of [100, 200]) {
    const store = await openStore(url);
    const refusal = { role: { ...role, lacks: "sts:AssumeRole" } as const, admins };
    await store.transaction((tables) => tables.people.tellOfRole(refusal, nowMs));
    expect(await store.notices.ofSubject(subject, "sts:AssumeRole 1")).toHaveLength(1);
    expect(await store.notices.ofSubject(subject, "sts:AssumeRole 2")).toEqual([]);
    await store.close();
  }
});

test("the folder is made when it is not there, for its own user alone", async () => {
  const store = await openStore(url);
  expect(statSync(join(folder, "data")).mode & 0o777).toBe(0o700);
  await store.close();
});

test("a second store on the same file is refused until the first is closed", async () => {
  const first = await openStore(url);
  await expect(openStore(url)).rejects.toThrow(/another process has the store open/);
  await first.close();
  await (await openStore(url)).close();
});

test("a second process on the same file is refused, and kill -9 makes room for the next", async () => {
  const holder = await hold(url);
  await expect(openStore(url)).rejects.toMatchObject({ name: "StoreTrouble", kind: "permanent" });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const store = await openStore(url);
  await store.ping();
  await store.close();
});

test("what was saved before a kill -9 is there afterwards", async () => {
  const store = await openStore(url);
  await store.meta.set("team", "T0");
  await store.close();
  const holder = await hold(url);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const again = await openStore(url);
  expect(await again.meta.get("team")).toBe("T0");
  await again.close();
});

test.each(["mysql://localhost/batchmate", "sqlite:", "batchmate.db", ""])("%s is no store", async (each) => {
  await expect(openStore(each)).rejects.toThrow(StoreTrouble);
});

test("what was let go of makes room for what comes: the file does not grow for ever", async () => {
  const store = await openStore(url);
  const path = url.replace("sqlite:", "");
  const report = { account: "1", region: "r", batchId: "b", jobName: "x".repeat(10_000) } as never;
  const sizeAfter = async () => {
    for (let n = 0; n < 5; n++)
      await store.strays.keep(
        Array.from({ length: 100 }, () => report),
        1,
      );
    const file = new Sqlite(path, { readonly: true });
    const pages = file.pragma("page_count", { simple: true });
    file.close();
    await store.strays.forgetBefore(2);
    return pages;
  };
  const first = await sizeAfter();
  for (let n = 0; n < 3; n++) expect(await sizeAfter()).toBe(first);
  await store.close();
});

test("a file that is no store is refused in words, and left unlocked", async () => {
  const path = join(folder, "notes.txt");
  writeFileSync(path, "these are my notes, and a good many of them ".repeat(50));
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow(/can not be opened/);
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow(/can not be opened/);
});

test("a place where nothing can be written is refused in words", async () => {
  writeFileSync(join(folder, "file"), "");
  chmodSync(join(folder, "file"), 0o400);
  await expect(openStore(`sqlite:${join(folder, "file", "batchmate.db")}`)).rejects.toThrow(
    /can not be opened/,
  );
});

async function hold(storeUrl: string): Promise<ChildProcess> {
  const script = new URL("hold-a-store.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, storeUrl], { stdio: ["ignore", "pipe", "inherit"] });
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error("the process could not open the store"))),
  ]);
  return child;
}
