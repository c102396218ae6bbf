import type { Selectable } from "kysely";
import type { PiName } from "../domain/ids.ts";
import type { ChildStop } from "../domain/job/stop.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type ChildStops = ReturnType<typeof childStopsOn>;

/** Stops of some children of an array; what came of one is kept for a while, so that it is not done anew. */
export function childStopsOn(db: Db, hold: Hold) {
  const select = () => db.selectFrom("child_stops").selectAll();
  return {
    /** Done again after a crash it is the same stop, as far as it has come. */
    async add(stop: ChildStop & { pi: PiName }): Promise<void> {
      await db
        .insertInto("child_stops")
        .values({
          id: stop.id,
          job: stop.job,
          pi: stop.pi,
          member: stop.by,
          at_ms: stop.atMs,
          ...became(stop),
        })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    async get(id: string): Promise<ChildStop | undefined> {
      const row = await hold.rows(select().where("id", "=", id)).executeTakeFirst();
      return row && fromRow(row);
    },

    /** How far it has come; nothing is due of one of which nothing is left. */
    async save(stop: ChildStop): Promise<void> {
      await db.updateTable("child_stops").set(became(stop)).where("id", "=", stop.id).execute();
    },

    /** Those that are due, the longest first; none of busy labs. */
    async due(
      nowMs: number,
      busy: readonly PiName[],
      limit: number,
    ): Promise<(ChildStop & { pi: PiName })[]> {
      let due = select().where("due_ms", "<=", nowMs);
      if (busy.length > 0) due = due.where("pi", "not in", busy);
      const rows = await due.orderBy("due_ms").limit(limit).execute();
      return rows.map((row) => ({ ...fromRow(row), pi: row.pi }));
    },

    /** Takes one up as it was read; false when another has. Until then it is due for nobody else. */
    async claim({ id, dueMs }: Pick<ChildStop, "id" | "dueMs">, untilMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("child_stops")
        .set({ due_ms: untilMs })
        .where("id", "=", id)
        .where("due_ms", "=", dueMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("child_stops")
        .select("due_ms")
        .where("due_ms", "is not", null)
        .orderBy("due_ms")
        .executeTakeFirst();
      return row?.due_ms ?? undefined;
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "child_stops", key: "id", at: "at_ms" }, ms),
  };
}

type Row = Selectable<Schema["child_stops"]>;

type Body = Pick<ChildStop, "hutchnet" | "reason" | "left" | "taken" | "refused">;

function became({ hutchnet, reason, left, taken, refused, dueMs }: ChildStop): Pick<Row, "body" | "due_ms"> {
  const body: Body = { hutchnet, reason, left, taken, refused };
  return { body: JSON.stringify(body), due_ms: left.length === 0 ? null : dueMs };
}

function fromRow({ id, job, member, body, due_ms, at_ms }: Row): ChildStop {
  return { id, job, by: member, atMs: at_ms, dueMs: due_ms ?? 0, ...(JSON.parse(body) as Body) };
}
