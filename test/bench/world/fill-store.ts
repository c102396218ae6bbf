/**
 * Fills a store: a thousand jobs are put there as the bot does it, and then made many by SQL, so that a million take a
 * minute and every column that there is comes along.
 */
import Sqlite from "better-sqlite3";
import { noticeIdOf, threadIdOf } from "../../../src/domain/derived-ids.ts";
import type { ChannelId, MessageTs } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { isEnded } from "../../../src/domain/job/job-state.ts";
import type { Finished } from "../../../src/domain/telling/notice.ts";
import { openStore } from "../../../src/store/open-store.ts";
import type { Tables } from "../../../src/store/tables.ts";
import type { Thread } from "../../../src/store/thread-row.ts";
import { benchJob, spreadMs } from "./bench-jobs.ts";
import { channelOf, endedFrom, jobNameOf, jobUuid } from "./names.ts";

export type Fill = {
  /** Jobs that AWS has just taken, numbers 0 to open - 1: the events of the load are about them. */
  open: number;
  /** Jobs that have ended, from number `endedFrom` on, the newest last. */
  ended: number;
  /** The first of the open jobs are arrays of so many children. */
  arrays?: readonly number[];
};

/** Made as the bot makes them; all others are copies of these. */
const patterns = 1_000;

export async function fillStore(databaseFile: string, { open, ended, arrays = [] }: Fill): Promise<void> {
  const store = await openStore(`sqlite:${databaseFile}`);
  for (const [from, count] of [
    [0, open],
    [endedFrom, ended],
  ] as const) {
    await store.transaction(async (tables) => {
      for (let n = from; n < from + Math.min(count, patterns); n++) await putJob(tables, benchJob(n), n);
    });
  }
  await store.transaction(async (tables) => {
    for (const [n, arraySize] of arrays.entries()) {
      const job = benchJob(n);
      // Young: how often a card is edited depends on its age.
      await putJob(tables, { ...job, submittedAtMs: Date.now(), asked: { ...job.asked, arraySize } }, n);
    }
  });
  await store.close();
  const file = new Sqlite(databaseFile);
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = OFF");
  file.pragma("cache_size = -1000000");
  file.function("uuid_of", { deterministic: true }, (n: unknown) => jobUuid(Number(n)));
  file.function("name_of", { deterministic: true }, (n: unknown) => jobNameOf(Number(n)));
  multiply(file, 0, open);
  multiply(file, endedFrom, ended);
  file.pragma("wal_checkpoint(TRUNCATE)");
  file.close();
}

async function putJob(tables: Tables, job: Job, n: number): Promise<void> {
  const channel = channelOf(n) as ChannelId;
  const thread: Thread = {
    id: threadIdOf(job.subject, channel),
    subject: job.subject,
    job: job.id,
    pi: job.pi,
    channel,
    fallbacks: [],
  };
  const cardTs = `17800${String(n).padStart(9, "0")}.000100` as MessageTs;
  await tables.jobs.add(job, Date.now() + 1_000 * 86_400_000);
  if (isEnded(job.state)) await tables.jobs.save(job, null);
  await tables.submissions.add({ id: job.id, state: "accepted", member: job.owner, pi: job.pi, tries: 1 });
  await tables.threads.add(thread);
  await tables.announce(job, job.submittedAtMs);
  await tables.notices.sent(noticeIdOf(thread.id, "card"), cardTs, { kind: "card" });
  await tables.threads.cardPosted(thread.id, {
    channel,
    cardTs,
    version: job.version,
    nowMs: job.submittedAtMs,
  });
  if (job.facts === undefined) return;
  const finished: Finished = { kind: "finished", state: "succeeded", ranMs: 90_000 };
  for (const body of [{ kind: "started", attempt: 1, maxAttempts: 3 } as const, finished]) {
    const id = noticeIdOf(thread.id, `${job.id} ${body.kind}`);
    const key = `${job.id} ${body.kind}`;
    await tables.notices.add({
      id,
      thread: thread.id,
      job: job.id,
      key,
      body,
      createdAtMs: job.submittedAtMs,
    });
    await tables.notices.sent(id, cardTs, body);
  }
}

/** The columns of each table that say which one a row is, and what they are in the copy `k` of the pattern. */
function multiply(file: Sqlite.Database, from: number, count: number): void {
  const copies = Math.ceil(count / patterns) - 1;
  if (copies < 1) return;
  file.exec(`create temp table patterns as
    select id as old_id, batch_id as old_batch, job_name as old_name,
      cast(substr(id, 3) as integer) as n from jobs
    where cast(substr(id, 3) as integer) between ${from} and ${from + patterns - 1}`);
  file.exec("create unique index temp.patterns_id on patterns (old_id)");
  const n = `(p.n + c.value * ${patterns})`;
  const newId = `('s_' || printf('%020d', ${n}))`;
  const inText = (column: string) =>
    `replace(replace(x.${column}, p.old_batch, uuid_of(${n})), p.old_name, name_of(${n}))`;
  const copyOf = (column: string) => `(x.${column} || '_' || c.value)`;
  const spread = (column: string) => `(x.${column} + c.value * ${Math.floor(spreadMs / copies)})`;
  const copy = (table: string, jobColumn: string, changed: Record<string, string>) => {
    const columns = (file.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const taken = columns.filter((name) => !(table === "notices" && name === "seq"));
    file.exec(`insert into ${table} (${taken.join(", ")})
      select ${taken.map((name) => changed[name] ?? `x.${name}`).join(", ")}
      from copies c join patterns p join ${table} x on x.${jobColumn} = p.old_id`);
  };
  file.exec(`create temp table copies as with recursive k(value) as
    (select 1 union all select value + 1 from k where value < ${copies}) select value from k`);
  file.exec("begin");
  copy("jobs", "id", {
    id: newId,
    subject: `('u_' || printf('%020d', ${n}))`,
    batch_id: `uuid_of(${n})`,
    name: `('align-' || ${n})`,
    name_key: `('align-' || ${n})`,
    job_name: `name_of(${n})`,
    job_name_key: `lower(name_of(${n}))`,
    facts: inText("facts"),
    submitted_at_ms: spread("submitted_at_ms"),
    ended_at_ms: spread("ended_at_ms"),
  });
  copy("job_runs", "job", {
    id: `(${newId} || ' nextflow-run')`,
    job: newId,
    submitted_at_ms: spread("submitted_at_ms"),
  });
  copy("submissions", "id", { id: newId });
  copy("threads", "job", {
    id: copyOf("id"),
    job: newId,
    subject: `('u_' || printf('%020d', ${n}))`,
    card_ts: `('17800' || printf('%09d', ${n}) || '.000100')`,
  });
  copy("notices", "job", {
    id: copyOf("id"),
    thread: copyOf("thread"),
    job: newId,
    key: `replace(x.key, p.old_id, ${newId})`,
    created_at_ms: spread("created_at_ms"),
  });
  file.exec("commit");
  file.exec("drop table temp.patterns");
  file.exec("drop table temp.copies");
}
