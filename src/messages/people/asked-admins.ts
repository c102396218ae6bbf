/** To who asks the admins, and to the admin who answers. */
import type { Question, QuestionAnswer } from "../../domain/people/question.ts";
import { bullets, buttons, message, paragraph, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { counted } from "../text/numbers.ts";
import { quoted, say, sentence } from "../text/prose.ts";
import type { NameOf } from "./name-of.ts";
import { personName } from "./people.ts";
import { answerStep, headOf } from "./question-card.ts";

export function adminsAsked(): Message {
  return spoken(say`The admins are asked. Their answer comes to you as a direct message.`);
}

export function youAnswered({ member }: Question, nameOf: NameOf): Message {
  return spoken(say`${personName(nameOf(member))} has your answer.`);
}

/** Somebody was first. */
export function answeredBefore({ text, by, atMs }: QuestionAnswer, nameOf: NameOf): Message {
  return spoken(
    sentence(
      say`Nothing was sent: ${personName(nameOf(by))} has answered it already, ${moment(atMs, "sent")}: ${quoted(text)}`,
    ),
  );
}

export function questionGone(): Message {
  return spoken(say`That question is not kept any more.`);
}

export function adminsAnswer(): Message {
  return spoken(
    say`What people ask is for the admins to answer. To ask them yourself, press the button.`,
    buttons({ verb: "ask", label: "Ask the admins" }),
  );
}

/** Each with a button: more would be a wall. */
const shown = 8;

export function openQuestions(questions: readonly Question[], nameOf: NameOf): Message {
  if (questions.length === 0) return spoken(say`Nobody waits for an answer.`);
  const head = say`${counted(questions.length, "question")} ${questions.length === 1 ? "waits" : "wait"} for an answer`;
  const left = questions.length - shown;
  return message(
    sentence(head),
    paragraph(say`${head}:`),
    ...questions
      .slice(0, shown)
      .flatMap((question, index) => [
        ...bullets(
          [
            say`${headOf(question, nameOf)}, ${moment(question.askedAtMs, "asked")}: ${quoted(question.text)}`,
          ],
          1_300,
        ).blocks,
        ...buttons(answerStep(question, index + 1)),
      ]),
    left > 0 ? paragraph(say`And ${counted(left, "more question")}.`) : undefined,
  );
}
