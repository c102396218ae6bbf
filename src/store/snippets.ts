import type { Selectable } from "kysely";
import type { ChannelId, FileId, MemberId, MessageTs, SnippetId } from "../domain/ids.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { SnippetSchema } from "./snippet-schema.ts";
import type { Db } from "./tables.ts";

export type Snippets = ReturnType<typeof snippetsOn>;

/** `dueMs`: when it is looked at by itself. */
export type NewSnippet = Omit<Snippet, "state" | "file" | "ts" | "takenBy"> & { dueMs: number };

/** `tries`: how often somebody has begun to take it away. */
export type DueSnippet = Snippet & { dueMs: number; tries: number };

/** Pieces of logs on their way to Slack, there, and taken back. Of the lines nothing is kept for longer than that way. */
export function snippetsOn(db: Db, hold: Hold) {
  const become = async (
    id: SnippetId,
    from: readonly Snippet["state"][],
    set: Partial<Selectable<SnippetSchema["snippets"]>>,
  ): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable("snippets")
      .set(set)
      .where("id", "=", id)
      .where("state", "in", from)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  };
  return {
    /** Done again after a crash it is the same, as far as it has come. */
    async add({ by, content, dueMs, atMs, ...snippet }: NewSnippet): Promise<void> {
      await db
        .insertInto("snippets")
        .values({
          ...snippet,
          member: by,
          state: "waiting",
          content: JSON.stringify(content),
          file: null,
          ts: null,
          taken_by: null,
          due_ms: dueMs,
          tries: 0,
          at_ms: atMs,
        })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    async get(id: SnippetId): Promise<Snippet | undefined> {
      const row = await hold
        .rows(db.selectFrom("snippets").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return row && fromRow(row);
    },

    /** Its bytes are with Slack, and nobody sees them yet. Gives under which file: another replica may have been quicker. */
    async uploaded(id: SnippetId, file: FileId): Promise<FileId> {
      await db.updateTable("snippets").set({ file }).where("id", "=", id).where("file", "is", null).execute();
      return (await this.get(id))?.file ?? file;
    },

    /** Slack has forgotten the bytes: they are sent anew. */
    async uploadLost(id: SnippetId, file: FileId): Promise<void> {
      await db
        .updateTable("snippets")
        .set({ file: null })
        .where("id", "=", id)
        .where("file", "=", file)
        .execute();
    },

    /** It stands there now; one that is being taken back meanwhile is to be found there. */
    async posted(id: SnippetId, place: { channel: ChannelId; ts: MessageTs | undefined }): Promise<void> {
      const where = withoutUndefined(place);
      await become(id, ["taking"], where);
      await become(id, ["waiting"], { ...where, state: "posted", content: null, due_ms: null });
    },

    /** It will never be posted. False where that is not what it waited for. */
    failed: (id: SnippetId): Promise<boolean> =>
      become(id, ["waiting"], { state: "failed", content: null, due_ms: null }),

    /** From now on it is to go; false where that was asked for before, or there is nothing to take back. */
    takeBack: (id: SnippetId, by: MemberId, nowMs: number): Promise<boolean> =>
      become(id, ["waiting", "posted"], { state: "taking", content: null, taken_by: by, due_ms: nowMs }),

    /** It is not there any more. False where that was known. */
    away: (id: SnippetId, state: "taken" | "gone"): Promise<boolean> =>
      become(id, ["taking"], { state, due_ms: null }),

    /** Those to look at: to be taken back, or waiting for Slack for long; the longest first. */
    async due(nowMs: number, limit: number): Promise<DueSnippet[]> {
      const rows = await db
        .selectFrom("snippets")
        .selectAll()
        .where("due_ms", "<=", nowMs)
        .orderBy("due_ms")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), dueMs: row.due_ms ?? 0, tries: row.tries }));
    },

    /**
     * Takes one up as it was read; false when another has. Until then it is due for nobody else. `isTry`: Slack is
     * about to be asked to take it away.
     */
    async claim(
      { id, dueMs }: Pick<DueSnippet, "id" | "dueMs">,
      { untilMs, isTry }: { untilMs: number; isTry: boolean },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("snippets")
        .set((e) => ({ due_ms: untilMs, ...(isTry ? { tries: e("tries", "+", 1) } : {}) }))
        .where("id", "=", id)
        .where("due_ms", "=", dueMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("snippets")
        .select("due_ms")
        .where("due_ms", "is not", null)
        .orderBy("due_ms")
        .executeTakeFirst();
      return row?.due_ms ?? undefined;
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "snippets", key: "id", at: "at_ms" }, ms),
  };
}

function fromRow(row: Selectable<SnippetSchema["snippets"]>): Snippet {
  return withoutUndefined({
    id: row.id,
    job: row.job,
    pi: row.pi,
    by: row.member,
    channel: row.channel,
    notice: row.notice,
    state: row.state,
    content: row.content === null ? undefined : JSON.parse(row.content),
    file: row.file ?? undefined,
    ts: row.ts ?? undefined,
    takenBy: row.taken_by ?? undefined,
    atMs: row.at_ms,
  });
}
