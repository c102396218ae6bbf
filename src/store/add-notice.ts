import type { Insertable } from "kysely";
import { holdNothing } from "./engine.ts";
import type { NewNotice } from "./notice-row.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

const addRow = prepared((db, row: Insertable<Schema["notices"]>) =>
  db
    .insertInto("notices")
    .values(row)
    .onConflict((c) => c.columns(["thread", "key"]).doNothing()),
);

/** A notice is queued; one with the same thread and key is left as it is. */
export async function addNotice(db: Db, notice: NewNotice): Promise<void> {
  await addRow(db, holdNothing, {
    id: notice.id,
    thread: notice.thread,
    job: notice.job,
    kind: notice.body.kind,
    key: notice.key,
    body: JSON.stringify(notice.body),
    state: "queued",
    tries: 0,
    next_at_ms: notice.createdAtMs,
    tried_at_ms: null,
    gave_up_at_ms: null,
    looks: 0,
    ts: null,
    stale: 0,
    unsure_until_ms: 0,
    reposted: 0,
    created_at_ms: notice.createdAtMs,
    lines_until_ms: notice.linesUntilMs ?? null,
    lines_look_ms: null,
    lines_seen: null,
    error: null,
    calls: JSON.stringify(notice.calls ?? []),
    burst: notice.burst ?? null,
  });
}
