import { limits } from "../../domain/limits.ts";
import type { AccessRequest } from "../../domain/people/access-request.ts";
import { paragraph } from "../text/block.ts";
import { type Form, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";
import { whoAsks } from "./access-card.ts";
import { personName } from "./people.ts";

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
