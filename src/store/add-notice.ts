import { type Insertable, sql } from "kysely";
import { holdNothing } from "./engine.ts";
import { lastLook } from "./mark-restored.ts";
import type { NewNotice } from "./notice-row.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

type NewRow = Omit<Insertable<Schema["notices"]>, "state" | "tried_at_ms" | "gave_up_at_ms" | "looks">;

const addRow = prepared((db, row: NewRow) => {
  // Of a job whose store was put back it may have been posted already: it is looked for once before.
  const restored = sql`from jobs where id = ${row.job} and restored_at_ms is not null`;
  return db
    .insertInto("notices")
    .values({
      ...row,
      state: sql`coalesce((select 'uncertain' ${restored}), 'queued')`,
      tried_at_ms: sql`(select restored_from_ms ${restored})`,
      gave_up_at_ms: sql`(select restored_at_ms ${restored})`,
      looks: sql`coalesce((select ${sql.lit(lastLook)} ${restored}), 0)`,
    })
    .onConflict((c) => c.columns(["thread", "key"]).doNothing());
});

/** A notice is queued; one with the same thread and key is left as it is. */
export async function addNotice(db: Db, notice: NewNotice): Promise<void> {
  await addRow(db, holdNothing, {
    id: notice.id,
    thread: notice.thread,
    job: notice.job,
    kind: notice.body.kind,
    key: notice.key,
    body: JSON.stringify(notice.body),
    next_at_ms: notice.createdAtMs,
    tries: 0,
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
