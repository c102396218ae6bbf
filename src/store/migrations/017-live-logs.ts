import type { Kysely } from "kysely";

/** Logs can be followed as they grow. */
export async function liveLogs({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("live_logs")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("due_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("live_followers")
    .addColumn("notice", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("live", "text", (c) => c.notNull())
    .addColumn("until_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("live_followers_key", ["notice", "member"])
    .execute();
}
