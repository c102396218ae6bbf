/** What somebody asks the admins for, and the answer that closes it. */
import type { ChannelId, InvocationId, MemberId, QuestionId } from "../domain/ids.ts";
import type { Question, QuestionAnswer } from "../domain/people/question.ts";
import type { SavedQuestion } from "./questions.ts";
import type { Tables } from "./tables.ts";
import { retellPeople, tellPeople } from "./tell-people.ts";

export type QuestionAsking = {
  question: Question;
  jobName?: string | undefined;
  admins: readonly MemberId[];
  channel?: ChannelId | undefined;
};

const askedKey = "asked";

/** Asked again by the same intention, it changes nothing. Only inside a transaction. */
export async function askAdmins(
  tables: Tables,
  { question, jobName, admins, channel }: QuestionAsking,
  nowMs: number,
): Promise<void> {
  const { id: about, pi } = question;
  await tables.questions.add(question);
  const told = { is: "question asked", question, ...(jobName === undefined ? {} : { jobName }) } as const;
  await tellPeople(tables, { about, key: askedKey, pi, told, people: admins, channel }, nowMs);
}

export type Answering = { id: QuestionId; answer: QuestionAnswer; invocation: InvocationId };

/** Who comes second finds it answered. Undefined for what was never asked. Only inside a transaction. */
export async function answerQuestion(
  tables: Tables,
  { id, answer, invocation }: Answering,
  nowMs: number,
): Promise<{ question: SavedQuestion; isOurs: boolean } | undefined> {
  const known = await tables.questions.get(id);
  if (known === undefined) return undefined;
  if (known.answer !== undefined) return { question: known, isOurs: known.invocation === invocation };
  await tables.questions.answer(id, answer, invocation);
  await retellPeople(tables, { about: id, key: askedKey }, (told) =>
    told.is === "question asked" ? { ...told, answer } : told,
  );
  const { invocation: _by, answer: _none, ...question } = known;
  const told = { is: "question answered", question, answer } as const;
  const people = [known.member];
  await tellPeople(tables, { about: id, key: "answered", pi: known.pi, told, people }, nowMs);
  return { question: { ...known, answer }, isOurs: true };
}
