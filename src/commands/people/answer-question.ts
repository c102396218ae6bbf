import type { MemberId, QuestionId } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import { mayAnswer } from "../../domain/people/access.ts";
import type { Question, QuestionAnswer } from "../../domain/people/question.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { answerForm, answerTitle } from "../../messages/people/answer-form.ts";
import {
  adminsAnswer,
  answeredBefore,
  openQuestions,
  questionGone,
  youAnswered,
} from "../../messages/people/asked-admins.ts";
import { type Answer, type FormErrors, toMe } from "../answer.ts";
import { command, type FormRead } from "../command.ts";
import { note } from "../note.ts";
import { aboutForm, sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";

/** An admin answers what somebody asked. */
export const answer = command({
  verb: "answer",
  aliases: ["questions"],
  summary: "See what people ask the admins, and answer",
  about: "For admins. Each question also stands in the admins' channel, with the same button.",
  args: {},
  options: {},
  examples: ["answer"],
  access: "any",
  run: async (request): Promise<Answer> => {
    if (!(await allowed(request))) return toMe(adminsAnswer());
    const open = await request.services.store.questions.open(limits.listPage);
    return toMe(
      openQuestions(
        open,
        await namesOf(
          request,
          open.map(({ member }) => member),
        ),
      ),
    );
  },
  steps: { open: (request, { value }) => openAnswer(request, value) },
  form: { title: answerTitle, steps: ["open"], read: readAnswer },
});

async function allowed(request: Request): Promise<boolean> {
  const isAllowed = mayAnswer(request.member);
  await note(request, request.services.store, {
    outcome: isAllowed ? "allowed" : "refused",
    detail: { action: "answer" },
  });
  return isAllowed;
}

/** What is asked is for the admins to read, too. */
async function openAnswer(request: Request, value: string): Promise<Answer> {
  if (!(await allowed(request))) return toMe(adminsAnswer());
  const question = await request.services.store.questions.get(value as QuestionId);
  if (question === undefined) return toMe(questionGone());
  if (question.answer !== undefined) return before(request, question.answer);
  const name = await request.services.nameOf(question.member, "somebody");
  return toForm(request, {
    form: answerForm(question, { name, text: "" }),
    about: question.id,
    instead: adminsAnswer(),
  });
}

async function readAnswer(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const about = await aboutForm(request);
  const id = (typeof about === "string" ? about : "") as QuestionId;
  const text = (filled.text?.[0] ?? "").trim();
  // Who may not answer any more is told so where it is carried out.
  const isAsked = text === "" && mayAnswer(request.member);
  const question = isAsked ? await request.services.store.questions.get(id) : undefined;
  if (question === undefined) return { kind: "right", run: () => send(request, id, text) };
  const name = await request.services.nameOf(question.member, "somebody");
  return {
    kind: "form errors",
    mistakes: [{ field: "text", what: "Write your answer." }],
    form: sameForm(request, answerForm(question, { name, text })),
  };
}

async function send(request: Request, id: QuestionId, text: string): Promise<Answer> {
  if (!(await allowed(request))) return toMe(adminsAnswer());
  const { services, member, invocation, nowMs } = request;
  const given: QuestionAnswer = {
    by: member.id,
    atMs: invocation.reply.receivedAtMs,
    text: maskSecrets(text).text,
  };
  const settled = await services.store.transaction(async (tables) => {
    const done = await tables.people.answerQuestion({ id, answer: given, invocation: invocation.id }, nowMs);
    if (done?.isOurs)
      await note(request, tables, {
        ...(done.question.pi === undefined ? {} : { pi: done.question.pi }),
        outcome: "done",
        detail: { deed: "answered", of: done.question.member },
      });
    return done;
  });
  if (settled === undefined) return toMe(questionGone());
  const { question, isOurs } = settled;
  if (!isOurs && question.answer !== undefined) return before(request, question.answer);
  services.changed();
  return toMe(youAnswered(question, await namesOf(request, [question.member])));
}

async function before(request: Request, earlier: QuestionAnswer): Promise<Answer> {
  return toMe(answeredBefore(earlier, await namesOf(request, [earlier.by])));
}

async function namesOf({ services }: Request, people: readonly Question["member"][]) {
  const names = new Map<MemberId, string>();
  for (const member of people) names.set(member, await services.nameOf(member, "somebody"));
  return (member: MemberId) => names.get(member) ?? "";
}
