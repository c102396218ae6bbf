import type { Kysely } from "kysely";

/** An edit of a reply that nobody has told the outcome of is remembered as one, as a card's is. */
export async function replyEdits({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable("notices").addColumn("editing_since_ms", "bigint").execute();
}
