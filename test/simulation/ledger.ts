import Sqlite from "better-sqlite3";
import type { WaitingForYes } from "./people.ts";

export type SavedJob = {
  id: string;
  subject: string;
  pi: string;
  account: string;
  batch_id: string | null;
  owner: string;
  name: string;
  state: string;
  version: number;
  stop: string | null;
  batch_row: number | null;
  ended_at_ms: number | null;
  approval: string | null;
};

export type SavedBatch = { subject: string; first_job: string; state: string; version: number };

export type SavedThread = {
  id: string;
  subject: string;
  job: string;
  channel: string;
  fallbacks: string;
  card_ts: string | null;
  shown_version: number;
  stale: number;
  state: string;
  is_bare: number;
  editing_since_ms: number | null;
};

export type SavedNotice = {
  seq: number;
  id: string;
  thread: string;
  job: string;
  kind: string;
  key: string;
  body: string;
  state: string;
  ts: string | null;
  stale: number;
  error: string | null;
  created_at_ms: number;
  tried_at_ms: number | null;
  editing_since_ms: number | null;
};

export type SavedSubmission = {
  id: string;
  pi: string;
  state: string;
  tries: number;
  next_at_ms: number | null;
};

/** Of the audit. */
export type SavedDeed = { seq: number; member: string; pi: string | null; detail: string };

export type SavedDecision = {
  at_ms: number;
  member: string;
  pi: string;
  verb: string;
  detail: string;
};

export type SavedInvocation = {
  id: string;
  member: string;
  done_at_ms: number | null;
  received_at_ms: number;
  takes: number;
};

export type Ledger = ReturnType<typeof openLedger>;

/** What the store holds, read beside the bot over a connection of its own: only what is committed is seen. */
export function openLedger(path: string) {
  const db = new Sqlite(path, { readonly: true });
  const all = <Row>(query: string, ...values: readonly unknown[]): Row[] =>
    db.prepare(query).all(...values) as Row[];
  const one = <Row>(query: string, ...values: readonly unknown[]): Row | undefined =>
    all<Row>(query, ...values)[0];
  return {
    jobs: () => all<SavedJob>("select * from jobs order by submitted_at_ms, id"),
    threads: () => all<SavedThread>("select * from threads order by id"),
    notices: () => all<SavedNotice>("select * from notices order by seq"),
    submissions: () => all<SavedSubmission>("select * from submissions order by id"),
    invocations: () => all<SavedInvocation>("select * from invocations order by received_at_ms, id"),
    notice: (id: string) => one<SavedNotice>("select * from notices where id = ?", id),
    thread: (id: string) => one<SavedThread>("select * from threads where id = ?", id),
    batch: (subject: string) => one<SavedBatch>("select * from batches where subject = ?", subject),
    /** Of many that are asked for together, the one under which they are. */
    waitingForYes: () =>
      all<WaitingForYes>(
        `select name, owner, (select member from roster where roster.pi = jobs.pi and role = 'manager'
           and member <> owner order by added_at_ms, member limit 1) as manager
         from jobs join approvals on approvals.job = jobs.id where due_at_ms is not null order by jobs.id`,
      ),
    /** Of many the whole's, of a chain that of its newest. */
    shownVersion: (subject: string): number =>
      one<{ version: number }>(
        "select coalesce((select version from batches where subject = ?), (select max(version) from jobs where subject = ?), 0) as version",
        subject,
        subject,
      )?.version ?? 0,
    /** What was decided over which job, as it is on record. */
    decisions: () =>
      all<{ job: string; decision: string }>(
        "select job, detail ->> '$.decision' as decision from audit where outcome = 'done' and detail ->> '$.decision' in ('approved', 'denied', 'expired')",
      ),
    /** What was done about people's places and about pauses, as it became durable. */
    deedsAfter: (seq: number) =>
      all<SavedDeed>(
        `select seq, member, pi, detail from audit where seq > ? and outcome = 'done'
           and verb in ('access remove', 'access add', 'pause', 'resume') order by seq`,
        seq,
      ),
    /** Which jobs a person was let stop. */
    stopsAllowed: () =>
      all<{ job: string }>(
        "select job from audit where outcome = 'allowed' and verb = 'cancel' and job is not null",
      ).map(({ job }) => job),
    /** What people were let do in their labs. */
    allowed: () =>
      all<SavedDecision>(
        "select at_ms, member, pi, verb, detail from audit where outcome = 'allowed' and pi is not null",
      ),
    /** Which are paused still, whether that has ended by itself or not. */
    pausedScopes: () =>
      all<{ scope: string }>("select scope from pauses order by scope").map((row) => row.scope),
    countRows: (subject: string): number =>
      one<{ n: number }>(
        "select count(*) as n from jobs where subject = ? and batch_row is not null",
        subject,
      )?.n ?? 0,
    submission: (id: string) => one<SavedSubmission>("select * from submissions where id = ?", id),
    job: (id: string) => one<SavedJob>("select * from jobs where id = ?", id),
    count: (query: string): number => one<{ n: number }>(`select count(*) as n from ${query}`)?.n ?? 0,
    close: () => void db.close(),
  };
}
