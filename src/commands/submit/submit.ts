import type { PiName } from "../../domain/ids.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { submitTitle } from "../../messages/submit/submit-form.ts";
import { choosePi } from "../choose-pi.ts";
import { command } from "../command.ts";
import { behindVerb, render } from "../render.ts";
import { readSubmitForm } from "./read-submit-form.ts";
import { sendBatch } from "./send-batch.ts";
import { submitEach } from "./submit-batch.ts";
import { isDocument, submitMessage, submitTyped } from "./submit-document.ts";
import { editSubmission, openSubmitForm, redrawSubmitForm, suggestForSubmit } from "./submit-form.ts";
import { submitLike, submitLikeShown } from "./submit-like.ts";
import { submitDraftedTable } from "./submit-message-table.ts";
import { type SubmitInput, submitGrammar } from "./submit-options.ts";
import { submitRecipe } from "./submit-recipe.ts";
import { openTableForm } from "./submit-table-form.ts";
import { sendDraft, submitWish } from "./submit-wish.ts";

export const submit = command({
  ...submitGrammar,
  about:
    "What you leave out comes from the job definition. You get a thread that follows the job to its end. Behind it may stand as well, as it is: the JSON of `aws batch submit-job --cli-input-json`, an `aws batch submit-job …` line, or a call of boto3's `submit_job`.",
  access: "submit",
  run: async (request, input, typed) => {
    if (isBare(input))
      return openSubmitForm(request, withoutUndefined({ pi: input.pi as PiName | undefined }));
    if (input.like !== undefined)
      return submitLike(request, { like: input.like, typed: input, said: typed.said });
    const chosen = await choosePi(request, {
      named: input.pi as PiName | undefined,
      verb: "submit",
      lineFor: (pi) => behindVerb(render(submit, { ...input, pi })),
    });
    if ("answer" in chosen) return chosen.answer;
    if (input.recipe !== undefined) return submitRecipe(request, chosen.pi, { input, said: typed.said });
    const submitAll = input.each.length > 0 ? submitEach : submitWish;
    return submitAll(request, chosen.pi, { input, said: typed.said });
  },
  message: submitMessage,
  document: { isIn: isDocument, run: submitTyped },
  steps: {
    confirm: sendDraft,
    anyway: sendDraft,
    edit: editSubmission,
    batch: sendBatch,
    table: submitDraftedTable,
    choose: openTableForm,
    like: submitLikeShown,
  },
  opens: "form",
  form: {
    title: submitTitle,
    steps: ["edit", "choose"],
    read: readSubmitForm,
    redraw: redrawSubmitForm,
    suggest: suggestForSubmit,
  },
});

function isBare({ pi: _pi, ...input }: SubmitInput): boolean {
  return Object.values(input).every(
    (value) =>
      value === undefined ||
      value === false ||
      (typeof value === "object" && Object.keys(value).length === 0),
  );
}
