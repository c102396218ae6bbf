import type { PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { accessTitle } from "../../messages/people/access-form.ts";
import { command } from "../command.ts";
import { hutchnetId, piName } from "../kinds/names.ts";
import { text } from "../kinds/text.ts";
import { askForAccess } from "./ask-for-access.ts";
import { openAccess, readAccess, suggestLabs } from "./ask-for-access-form.ts";

/** Somebody wants to be let into a lab. */
export const accessRequest = command({
  verb: "access request",
  aliases: ["request", "join"],
  summary: "Ask to be let into a lab",
  about:
    "Alone it opens a form. The lab's managers decide, and you hear of it in your direct messages; where none of them answers within 4 hours, admins are asked.",
  args: { pi: piName("The lab: its head's name.") },
  options: {
    reason: text("Who you are to the lab; its managers read it.", {
      max: limits.accessReasonLength,
      placeholder: "'I started on Monday'",
    }),
    hutchnet: hutchnetId("Your HutchNet ID, where Slack does not tell it."),
  },
  examples: ["access request", "access request peters-u --reason 'I started on Monday'"],
  access: "any",
  run: (request, { pi, reason = "", hutchnet }) =>
    pi === undefined
      ? openAccess(request, { reason, hutchnet })
      : askForAccess(request, { pi: pi as PiName, reason, hutchnet }),
  opens: "form",
  form: { title: accessTitle, read: readAccess, suggest: suggestLabs },
});
