import type { InvocationId, MemberId, QuestionId } from "../domain/ids.ts";
import type { Question, QuestionAnswer } from "../domain/people/question.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Questions = ReturnType<typeof questionsOn>;

export type SavedQuestion = Question & { answer?: QuestionAnswer; invocation?: InvocationId };

/** What people ask the admins for. */
export function questionsOn(db: Db, hold: Hold) {
  return {
    /** Asked again by the same intention, it changes nothing. */
    async add(question: Question): Promise<void> {
      await db
        .insertInto("questions")
        .values({
          id: question.id,
          member: question.member,
          body: JSON.stringify(question),
          asked_at_ms: question.askedAtMs,
          answer: null,
          invocation: null,
        })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    async get(id: QuestionId): Promise<SavedQuestion | undefined> {
      const row = await hold
        .rows(db.selectFrom("questions").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return (
        row && {
          ...(JSON.parse(row.body) as Question),
          ...(row.answer === null ? {} : { answer: JSON.parse(row.answer) as QuestionAnswer }),
          ...(row.invocation === null ? {} : { invocation: row.invocation }),
        }
      );
    },

    async answer(id: QuestionId, answer: QuestionAnswer, by: InvocationId): Promise<void> {
      await db
        .updateTable("questions")
        .set({ answer: JSON.stringify(answer), invocation: by })
        .where("id", "=", id)
        .execute();
    },

    /** Those that nobody has answered, the oldest first. */
    async open(limit: number): Promise<Question[]> {
      const rows = await db
        .selectFrom("questions")
        .select("body")
        .where("answer", "is", null)
        .orderBy("asked_at_ms")
        .limit(limit)
        .execute();
      return rows.map(({ body }) => JSON.parse(body) as Question);
    },

    /** Of one person, how many nobody has answered. */
    async countOpen(member: MemberId): Promise<number> {
      const row = await db
        .selectFrom("questions")
        .select((e) => e.fn.countAll<number>().as("count"))
        .where("member", "=", member)
        .where("answer", "is", null)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "questions", key: "id", at: "asked_at_ms" }, ms),
  };
}
