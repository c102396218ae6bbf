import type { PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { quiet } from "../text/block.ts";
import { type Form, searchField, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";

export const accessTitle = "Ask for access";

export type AccessForm = { pi?: PiName | undefined; hutchnet: string; reason: string };

/** Which labs there are is told to nobody who has not begun to name one. */
export function accessForm({ pi, hutchnet, reason }: AccessForm): Form {
  return {
    title: accessTitle,
    submit: "Ask",
    blocks: [
      searchField({
        key: "pi",
        label: "Whose lab do you work in?",
        placeholder: "peters-u",
        hint: "Last name, dash, first initial of the lab head, or your division. Type at least three letters.",
        chosen: pi === undefined ? [] : [{ value: pi, label: pi }],
        after: limits.piLetters,
      }),
      textField({
        key: "hutchnet",
        label: "Your HutchNet ID",
        placeholder: "jblow",
        hint: "Your login at the institute. It stands in the names of your jobs.",
        value: hutchnet,
        maxLength: 32,
      }),
      textField({
        key: "reason",
        label: "Who you are to the lab",
        placeholder: "I started on Monday and align the new cohort",
        value: reason,
        maxLength: limits.accessReasonLength,
        lines: true,
        optional: true,
      }),
      quiet(say`The lab's managers read this and decide; you hear of it in your direct messages.`),
    ],
  };
}
