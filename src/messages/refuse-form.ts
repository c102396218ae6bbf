import type { AccessRequest } from "../domain/access-request.ts";
import { limits } from "../domain/limits.ts";
import { whoAsks } from "./access-card.ts";
import { paragraph } from "./block.ts";
import { type Form, textField } from "./form.ts";
import { personName } from "./people.ts";
import { say } from "./prose.ts";

export const refuseTitle = "Refuse access";

/** A no without a reason helps nobody. */
export function refuseForm(request: AccessRequest, { name, reason }: { name: string; reason: string }): Form {
  return {
    title: refuseTitle,
    submit: "Refuse",
    blocks: [
      paragraph(say`${whoAsks(request, () => name)} will not be let into ${request.pi}.`),
      textField({
        key: "reason",
        label: "Why not?",
        hint: `${personName(name)} reads it in a direct message.`,
        placeholder: "You work in the Doe lab: ask for doe-j",
        value: reason,
        maxLength: limits.accessReasonLength,
      }),
    ],
  };
}
