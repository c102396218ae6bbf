import type { Kysely } from "kysely";

/** What was refused with a lab's role is told apart from what AWS itself would not take; so far all was the latter. */
export async function rejections(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("jobs").addColumn("role_lacks", "text").execute();
  const notices = db as Kysely<{ notices: { seq: number; key: string; body: string } }>;
  const told = await notices
    .selectFrom("notices")
    .select(["seq", "body"])
    .where("key", "=", "rejected")
    .execute();
  for (const { seq, body: text } of told) {
    const body = JSON.parse(text);
    if (typeof body.rejection !== "string") continue;
    const rejection = { by: "aws", words: body.rejection };
    await notices
      .updateTable("notices")
      .set({ body: JSON.stringify({ ...body, rejection }) })
      .where("seq", "=", seq)
      .execute();
  }
}
