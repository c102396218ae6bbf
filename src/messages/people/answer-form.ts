import { limits } from "../../domain/limits.ts";
import type { Question } from "../../domain/people/question.ts";
import { paragraph } from "../text/block.ts";
import { type Form, textField } from "../text/form.ts";
import { quoted, say } from "../text/prose.ts";
import { personName } from "./people.ts";
import { headOf } from "./question-card.ts";

export const answerTitle = "Answer";

export function answerForm(question: Question, { name, text }: { name: string; text: string }): Form {
  return {
    title: answerTitle,
    submit: "Answer",
    blocks: [
      paragraph(say`${headOf(question, () => name)}: ${quoted(question.text)}`),
      textField({
        key: "text",
        label: "Your answer",
        hint: `${personName(name)} gets it as a direct message, with your name.`,
        value: text,
        maxLength: limits.questionLength,
        lines: true,
      }),
    ],
  };
}
