import type { Kysely } from "kysely";

/** Somebody names a log by its stream, as the console shows it: which job writes there. */
export async function logStreams({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("log_streams")
    .addColumn("stream", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("log_streams_key", ["stream", "job"])
    .execute();
  await schema.createIndex("log_streams_job").on("log_streams").column("job").execute();
}
