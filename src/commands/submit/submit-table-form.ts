/** The form for a table that does not say what to run, where more definitions are offered than there are buttons. */
import type { PiName } from "../../domain/ids.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { readTable } from "../../domain/submission/table.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { inFormWords } from "../../messages/submit/submit-form-words.ts";
import { tableForm } from "../../messages/submit/table-form.ts";
import { type Answer, type FormErrors, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import type { FormRead, StepTarget } from "../command.ts";
import { sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import { knownOffers } from "./draw-submit-form.ts";
import type { SentForm, SubmitAbout } from "./submit-form.ts";
import { readTexts, textsOf } from "./submit-form-texts.ts";
import {
  besideOf,
  type FoundTable,
  findTableDraft,
  submitFoundTable,
  withBeside,
} from "./submit-message-table.ts";

/** `submit.choose`: the table is kept, whatever becomes of the form. */
export async function openTableForm(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await findTableDraft(request, value);
  const beside = found && besideOf(found);
  if (found === undefined || beside === undefined) return toMe(draftGone("submit"));
  const named = beside.pi as PiName | undefined;
  const chosen = await choosePi(request, { named, verb: "submit", lineFor: (pi) => `--pi ${pi}` });
  if ("answer" in chosen) return chosen.answer;
  const { pi } = chosen;
  const about: SubmitAbout = { pi: pi.name, notes: [], table: found };
  const form = await draw(request, { pi, found, texts: textsOf(beside) });
  return toForm(request, { form, about, instead: draftGone("submit") });
}

export async function readTableForm(
  request: Request,
  { pi, texts, blockOf }: SentForm,
  found: FoundTable,
): Promise<FormErrors | FormRead> {
  const { input, problems } = readTexts(texts, {});
  const { jobdef, queue } = input;
  const wrong =
    problems.length === 0 && jobdef === undefined
      ? [{ field: "jobdef" as const, what: "Choose what to run for each row." }]
      : problems;
  const beside = besideOf(found);
  if (wrong.length === 0 && beside !== undefined)
    return {
      kind: "right",
      run: () => submitFoundTable(request, withBeside(found, { ...beside, pi: pi.name, jobdef, queue })),
    };
  const mistakes = wrong.map(({ field, what }) => {
    const block = field === undefined ? undefined : blockOf(field);
    return { ...(block === undefined ? {} : { field: block }), what: inFormWords(what) };
  });
  const form = await draw(request, { pi, found, texts });
  return { kind: "form errors", mistakes, form: sameForm(request, form) };
}

type ToDraw = { pi: Pi; found: FoundTable; texts: Readonly<Record<string, readonly string[]>> };

async function draw(request: Request, { pi, found, texts }: ToDraw) {
  const { queues } = await knownOffers(request, pi, undefined);
  const { table } = readTable(found.text);
  const { columns = [], rows = [] } = table ?? {};
  return tableForm({ rows: rows.length, columns, pi: pi.name, texts, queues });
}
