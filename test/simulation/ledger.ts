import Sqlite from "better-sqlite3";

export type SavedJob = {
  id: string;
  subject: string;
  account: string;
  batch_id: string | null;
  owner: string;
  name: string;
  state: string;
  version: number;
  stop: string | null;
};

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
};

export type SavedSubmission = { id: string; state: string; next_at_ms: number | null };

export type SavedInvocation = {
  id: string;
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
    job: (id: string) => one<SavedJob>("select * from jobs where id = ?", id),
    count: (query: string): number => one<{ n: number }>(`select count(*) as n from ${query}`)?.n ?? 0,
    close: () => void db.close(),
  };
}
