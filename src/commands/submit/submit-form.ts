/** The form of a submission: opened, changed while it is filled in, and read when it is sent. */

import type { PiName, SubmissionId } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { may } from "../../domain/people/access.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { Recipe } from "../../domain/submission/recipe.ts";
import type { OnlyInDocuments } from "../../domain/submission/submit-request.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { formGone } from "../../messages/form-gone.ts";
import { submittingPaused } from "../../messages/people/submitting-paused.ts";
import { submitFormKeys } from "../../messages/submit/submit-form.ts";
import type { Form } from "../../messages/text/form.ts";
import { blockIdOf, readBlockId } from "../../messages/text/form.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi, piOfForm } from "../choose-pi.ts";
import type { FormQuestion, StepTarget } from "../command.ts";
import type { Place } from "../kinds/place.ts";
import { aboutForm, toForm } from "../open-form.ts";
import { pausedNow } from "../people/paused.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request } from "../request.ts";
import type { Suggestion } from "../typing/argument.ts";
import { drawSubmitForm, type KnownOffers, knownOffers, startTexts, tagOf } from "./draw-submit-form.ts";
import { prefillOf, type SubmitPrefill } from "./prefill.ts";
import { recipeTexts } from "./recipe-texts.ts";
import { textsOf } from "./submit-form-texts.ts";
import type { FoundTable } from "./submit-message-table.ts";
import { submitOptions } from "./submit-options.ts";
import { submitUsageMessage } from "./submit-usage.ts";
import { recipeIn } from "./suggest.ts";

/** What the row behind a form of a submission holds. */
export type SubmitAbout = {
  pi: PiName;
  to?: Place | undefined;
  notes: readonly string[];
  more?: OnlyInDocuments | undefined;
  /** The job that is submitted otherwise. */
  after?: SubmissionId | undefined;
  /** What is asked for each row of it; absent where one job is. */
  table?: FoundTable;
};

/**
 * The form filled in as far as is known, for whoever may submit under the lab; it is the answer of a verb whose view is
 * open already (`opens`, or a step in `form.steps`).
 */
export async function openSubmitForm(request: Request, prefill: SubmitPrefill = {}): Promise<Answer> {
  const chosen = await piFor(request, prefill.pi);
  if ("answer" in chosen) return chosen.answer;
  const { pi } = chosen;
  const paused = await pausedNow(request, pi.name);
  // The view stands in its place, and has no buttons: what the form would hold stays behind the one that was pressed.
  if (paused !== undefined) return toMe(submittingPaused(paused));
  const { input, more, after } = prefill;
  const notes = [...(prefill.notes ?? []), ...sentBesides(more)];
  const texts = input === undefined ? await lastTexts(request, pi) : textsOf(input);
  const form = await drawSubmitForm(request, { pi, texts, isMore: false, notes, problems: [] });
  const about: SubmitAbout = { pi: pi.name, to: input?.to, notes, more, after };
  return toForm(request, { form, about, instead: await submitUsageMessage(request, pi) });
}

function sentBesides(more: OnlyInDocuments = {}): string[] {
  const keys = Object.keys(more).map((key) => `\`${key}\``);
  return keys.length === 0
    ? []
    : [`Sent with it as it was written, though no field shows it: ${keys.join(", ")}.`];
}

/** `submit.edit`: a draft of the person's, or a job. */
export async function editSubmission(request: Request, { value }: StepTarget): Promise<Answer> {
  const prefill = await prefillOf(request, value);
  return "answer" in prefill ? prefill.answer : openSubmitForm(request, prefill);
}

async function piFor(request: Request, named: PiName | undefined): Promise<{ pi: Pi } | { answer: Answer }> {
  if (named !== undefined) return choosePi(request, { named, verb: "submit", lineFor: (pi) => `--pi ${pi}` });
  const found = await piOfForm(request);
  if (found === undefined) return { answer: toStranger(request) };
  const decision = await allow(request, "submit", { pi: found.pi });
  return decision.allowed ? found : { answer: toStranger(request) };
}

/** As the person submitted last, as far as that may be kept. */
async function lastTexts(request: Request, pi: Pi): Promise<Filled> {
  const { member, services } = request;
  const [definition] = await services.store.formValues.definitions({ member: member.id, pi: pi.name });
  if (definition === undefined) return {};
  const last = await services.store.formValues.of({ member: member.id, pi: pi.name, definition });
  return { ...last, jobdef: [definition] };
}

export type SentForm = {
  about: SubmitAbout;
  pi: Pi;
  /** By the keys of fields, without what they belong to. */
  texts: Filled;
  /** `name:revision` that the fields were drawn for. */
  of: string | undefined;
  isMore: boolean;
  /** Where a mistake in a field is said; undefined where the form does not show it. */
  blockOf(field: string): string | undefined;
  /** What was chosen in place of a definition: what the form does not show is as the recipe says. */
  recipe: Recipe | undefined;
};

/** What stands in a form and what it is about; undefined once that is kept no more, or the lab is not the person's. */
export async function readSent(request: Request, filled: Filled): Promise<SentForm | undefined> {
  const about = (await aboutForm(request)) as SubmitAbout | undefined;
  if (about === undefined) return undefined;
  const blocks = Object.entries(filled).map(([id, texts]) => ({ ...readBlockId(id), texts }));
  const texts = Object.fromEntries(
    blocks.filter(({ texts }) => texts.length > 0).map(({ key, texts }) => [key, texts]),
  );
  const pi = request.services.labs().pis.get((texts.lab?.[0] as PiName | undefined) ?? about.pi);
  if (pi === undefined || !(await mayStill(request, pi))) return undefined;
  const shown = new Map(blocks.map(({ key, of }) => [key, blockIdOf(key, of)]));
  const named = recipeIn(texts.jobdef?.[0]);
  const recipe = named === undefined ? undefined : await request.services.store.recipes.get(pi.name, named);
  const hidden = Object.entries(recipeTexts(recipe)).filter(([key]) => !shown.has(key));
  return {
    about,
    pi,
    recipe,
    texts:
      recipe === undefined
        ? texts
        : { ...Object.fromEntries(hidden), ...texts, jobdef: [recipe.body.definition] },
    of: blocks.find(({ of }) => of !== undefined)?.of,
    isMore: shown.has("vcpus"),
    blockOf: (field) => shown.get(field),
  };
}

/** Written down where it is carried out, and not with every letter that is typed before. */
async function mayStill(request: Request, pi: Pi): Promise<boolean> {
  const decision = request.isTaken
    ? await allow(request, "submit", { pi })
    : may(request.member, "submit", { pi });
  return decision.allowed;
}

/** Draws the form anew after another definition or lab was chosen, or more was asked for: what was typed stays. */
export async function redrawSubmitForm(request: Request, { filled, field }: FormQuestion): Promise<Form> {
  const sent = await readSent(request, filled);
  if (sent === undefined) return formGone();
  const { pi, about } = sent;
  const asked = field === submitFormKeys.lab ? withoutDefinition(sent.texts) : sent.texts;
  const { recipe } = sent;
  const offers = await knownOffers(request, pi, asked.jobdef?.[0]);
  return drawSubmitForm(request, {
    pi,
    recipe,
    texts: await carriedOver(request, { ...sent, texts: asked }, offers),
    // A recipe asks for its blanks: the rest is as it says, until somebody wants to see it.
    isMore:
      field === submitFormKeys.more ||
      (sent.isMore && (recipe === undefined || field !== submitFormKeys.definition)),
    notes: about.notes,
    problems: [],
    offers,
  });
}

/** In another lab the same name is another definition. */
function withoutDefinition({ jobdef: _other, queue: _its, dependsOn: _jobs, ...texts }: Filled): Filled {
  return texts;
}

/** With another definition its fields begin anew, but for what the person has typed. */
export async function carriedOver(
  request: Request,
  { pi, texts, of, recipe }: Pick<SentForm, "pi" | "texts" | "of" | "recipe">,
  offers: KnownOffers,
): Promise<Filled> {
  if (tagOf(offers.definition, recipe) === of || offers.definition === undefined) return texts;
  // A recipe is chosen for all that it says.
  if (recipe !== undefined)
    return { ...recipeTexts(recipe), ...withoutUndefined({ name: texts.name, reason: texts.reason }) };
  const [definition, recipeBefore] = (of ?? "").split("/");
  const before = of === undefined ? {} : await knownOffers(request, pi, definition);
  const left =
    recipeBefore === undefined ? undefined : await request.services.store.recipes.get(pi.name, recipeBefore);
  const [was, begins] = await Promise.all([
    left === undefined ? startTexts(request, pi, before) : recipeTexts(left),
    startTexts(request, pi, offers),
  ]);
  const keys = [...new Set([...Object.keys(was), ...Object.keys(texts)])];
  const parameters = new Set(Object.keys(offers.definition.parameters).map((name) => `param.${name}`));
  const typed = keys
    .filter((key) => JSON.stringify(texts[key] ?? []) !== JSON.stringify(was[key] ?? []))
    .filter(
      (key) =>
        !key.startsWith("param.") || begins[key] !== undefined || parameters.has(key) || isNamed(offers, key),
    );
  const changed = Object.fromEntries(typed.map((key) => [key, texts[key] ?? []]));
  return Object.fromEntries(
    Object.entries({ ...begins, ...changed }).filter(([, values]) => values.length > 0),
  );
}

function isNamed({ definition }: KnownOffers, key: string): boolean {
  const name = key.slice("param.".length);
  return definition?.command?.some((word) => word.includes(`Ref::${name}`)) === true;
}

/** What is offered in a field while somebody types. */
export async function suggestForSubmit(
  request: Request,
  { field, typed, filled }: FormQuestion & { typed: string },
): Promise<readonly Suggestion[]> {
  const suggest = field === "jobdef" || field === "dependsOn" ? submitOptions[field].suggest : undefined;
  const sent = suggest && (await readSent(request, filled));
  return suggest !== undefined && sent !== undefined
    ? suggest(typed, { request, pi: sent.pi, ...(sent.about.table === undefined ? { recipes: true } : {}) })
    : [];
}
