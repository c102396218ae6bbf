/** A form that was sent: what is wrong with it, each under its field, or the submission that it is. */
import { submissionIdOf } from "../../domain/derived-ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { type JobDefinition, parametersOf } from "../../domain/job/job-definition.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import { type Recipe, unfilled } from "../../domain/submission/recipe.ts";
import { askedOf } from "../../domain/submission/submission.ts";
import { submissionProblems, wishProblems } from "../../domain/submission/submission-checks.ts";
import type { SubmissionProblem } from "../../domain/submission/submission-problem.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { within } from "../../lifecycle/within.ts";
import { formGone } from "../../messages/form-gone.ts";
import { pausedInForm } from "../../messages/people/submitting-paused.ts";
import { submitFormKeys } from "../../messages/submit/submit-form.ts";
import { fieldLabels, inFormWords } from "../../messages/submit/submit-form-words.ts";
import type { Answer, FormErrors } from "../answer.ts";
import { openNeeds } from "../approvals/needed-approval.ts";
import type { FormRead } from "../command.ts";
import { sameForm } from "../open-form.ts";
import { pausedNow } from "../people/paused.ts";
import type { Request } from "../request.ts";
import { troubleAnswer } from "../trouble-answer.ts";
import { drawSubmitForm, type KnownOffers, knownOffers, tagOf } from "./draw-submit-form.ts";
import { labUse } from "./lab-use.ts";
import { savePrefill } from "./prefill.ts";
import { readWish, wishOf } from "./read-wish.ts";
import { carriedOver, readSent, type SentForm } from "./submit-form.ts";
import { readTexts } from "./submit-form-texts.ts";
import type { SubmitInput } from "./submit-options.ts";
import { readTableForm } from "./submit-table-form.ts";
import { submitWish, type TypedWish } from "./submit-wish.ts";

export async function readSubmitForm(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const sent = await readSent(request, filled);
  if (sent === undefined) {
    const form = sameForm(request, formGone());
    return { kind: "form errors", mistakes: [{ what: "This form can be sent no more." }], form };
  }
  if (sent.about.table !== undefined) return readTableForm(request, sent, sent.about.table);
  const offers = await knownOffers(request, sent.pi, sent.texts.jobdef?.[0]);
  const { definition } = offers;
  if (!request.isTaken && isForAnother(sent, definition)) return otherFields(request, sent, offers);
  const {
    input: filledIn,
    said,
    problems,
  } = readTexts(sent.texts, withoutBlanks(definition?.parameters ?? {}, sent.recipe));
  const input: SubmitInput = { ...filledIn, to: sent.about.to };
  // Where AWS has just not told, it is not asked once more: the form is to be acknowledged.
  const isTold = definition !== undefined && offers.queues !== undefined;
  const further = request.isTaken || !isTold ? [] : await problemsOf(request, sent, { input, problems });
  const wrong = [...problems, ...blanksIn(sent, input), ...further, ...(await whilePaused(request, sent))];
  if (wrong.length > 0) return mistakesIn(request, sent, { problems: wrong, offers });
  if (!request.isTaken && (await lacksReason(request, sent, { input, definition })))
    return askForReason(request, sent, offers);
  return {
    kind: "right",
    run: () => submitFilledIn(request, sent, { input, said, ...withoutUndefined({ more: sent.about.more }) }),
  };
}

/** What is filled in stays open until it may be sent. */
async function whilePaused(request: Request, { pi }: SentForm): Promise<SubmissionProblem[]> {
  const paused = request.isTaken ? undefined : await pausedNow(request, pi.name);
  return paused === undefined ? [] : [{ what: pausedInForm(paused) }];
}

/** A value that is given for a blank is given, be it the definition's own. */
function withoutBlanks(
  parameters: Readonly<Record<string, string>>,
  recipe: Recipe | undefined,
): Record<string, string> {
  const isBlank = (name: string) =>
    recipe?.blanks.some((blank) => blank.of === "param" && blank.name === name);
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !isBlank(name)));
}

/** What the recipe leaves blank has to be given. */
function blanksIn({ recipe }: SentForm, { env, param }: SubmitInput): SubmissionProblem[] {
  const given = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  const left = recipe === undefined ? [] : unfilled(recipe, { env: given(env), param: given(param) });
  return left.map(({ of, name }) => ({
    field: of === "env" ? "env" : `param.${name}`,
    what: `Recipe \`${recipe?.name}\` leaves \`${name}\` blank: give it here.`,
  }));
}

/** A form with no field of any definition is right for each that has no parameters. */
function isForAnother({ of, recipe }: SentForm, definition: JobDefinition | undefined): boolean {
  if (definition === undefined || tagOf(definition, recipe) === of) return false;
  return of !== undefined || recipe !== undefined || parametersOf(definition, undefined).length > 0;
}

/** What was sent was drawn for another definition: its fields have to be looked at first. */
async function otherFields(request: Request, sent: SentForm, offers: KnownOffers): Promise<FormErrors> {
  const what = `The fields are now those of ${tagOf(offers.definition)}: look at them, and send the form again.`;
  const form = await drawSubmitForm(request, {
    ...sent,
    texts: await carriedOver(request, sent, offers),
    notes: sent.about.notes,
    problems: [what],
    offers,
  });
  return { kind: "form errors", mistakes: [{ what }], form: sameForm(request, form) };
}

/** A manager has to say yes, and the form did not ask why: it was drawn before that was filled in. */
async function lacksReason(
  request: Request,
  { pi, blockOf }: SentForm,
  { input, definition }: { input: SubmitInput; definition: JobDefinition | undefined },
): Promise<boolean> {
  if (definition === undefined || blockOf(submitFormKeys.reason) !== undefined) return false;
  const wish = wishOf(input, { pi, definition, dependsOn: [] });
  const asked = askedOf(wish, definition);
  return (await openNeeds(request, pi, { wish, definition, asked })).length > 0;
}

async function askForReason(request: Request, sent: SentForm, offers: KnownOffers): Promise<FormErrors> {
  const what =
    "A manager has to say yes to this: say why you need it, or leave that empty, and send the form again.";
  const form = await drawSubmitForm(request, { ...sent, notes: sent.about.notes, problems: [what], offers });
  return { kind: "form errors", mistakes: [{ what }], form: sameForm(request, form) };
}

/** By the checks of typed lines, as far as AWS tells in time what they need; what it tells later is said later. */
async function problemsOf(
  request: Request,
  { pi, texts }: SentForm,
  { input, problems }: { input: SubmitInput; problems: readonly SubmissionProblem[] },
): Promise<readonly SubmissionProblem[]> {
  const { services, member, logger } = request;
  const read = await within(services.clock, limits.reviewMs / 2, readWish(request, pi, input)).catch(
    (error) => {
      logger.warn({ err: error, pi: pi.name }, "A form is checked without what AWS would tell");
      return undefined;
    },
  );
  if (read === undefined) return [];
  const { wish, found } = read;
  const use = await labUse(services, { pi, member: member.id });
  const all =
    "mistakes" in found
      ? [...found.mistakes, ...wishProblems(wish)]
      : submissionProblems(wish, { pi, ...found, ...use });
  // A field that does not read well is absent from the wish: what is then missing is no mistake of its own.
  const unread = new Set(problems.map(({ field }) => field));
  return all.filter(({ field }) => field === undefined || !unread.has(field) || texts[field] === undefined);
}

async function mistakesIn(
  request: Request,
  sent: SentForm,
  { problems, offers }: { problems: readonly SubmissionProblem[]; offers: KnownOffers },
): Promise<FormErrors> {
  const mistakes = problems.map(({ field, what }) => {
    const block = field === undefined ? undefined : sent.blockOf(field);
    return { ...(block === undefined ? {} : { field: block }), what: inFormWords(wordsFor(field, what)) };
  });
  const fitsNowhere = mistakes.some(({ field }) => field === undefined);
  const form = await drawSubmitForm(request, {
    ...sent,
    isMore:
      sent.isMore || problems.some(({ field }) => field !== undefined && sent.blockOf(field) === undefined),
    notes: sent.about.notes,
    problems: fitsNowhere
      ? problems.map(({ field, what }) => named(field, inFormWords(wordsFor(field, what))))
      : [],
    offers,
  });
  return { kind: "form errors", mistakes, form: sameForm(request, form) };
}

/** Above the fields a mistake says whose it is. */
function named(field: string | undefined, what: string): string {
  const label = field === undefined ? undefined : (fieldLabels[field] ?? field.replace(/^param\./, ""));
  return label === undefined ? what : `${label}: ${what}`;
}

/** Under its own field a parameter need not be told how it is typed. */
function wordsFor(field: string | undefined, what: string): string {
  return field?.startsWith("param.") && / needs the parameter /.test(what)
    ? "The definition needs this, and it has no default."
    : what;
}

/** As a typed line would be; whatever comes of it, what was filled in can be opened again. */
async function submitFilledIn(request: Request, { pi, about }: SentForm, wish: TypedWish): Promise<Answer> {
  const prefill = { pi: pi.name, input: wish.input, more: about.more, after: about.after };
  try {
    const after = await jobBefore(request, { pi, about });
    return await submitWish(request, pi, { ...wish, ...(after && { after }) });
  } catch (error) {
    // What is saved is on its way, and opened again it would run twice.
    const begun = await request.services.store.jobs.get(submissionIdOf(request.invocation.id));
    if (begun !== undefined) throw error;
    return troubleAnswer(request, error, { form: await savePrefill(request, prefill) });
  }
}

/** The job that was edited, as long as none has come after it: under another lab it is another's thread. */
async function jobBefore(
  { services: { store } }: Request,
  { pi, about }: Pick<SentForm, "pi" | "about">,
): Promise<Job | undefined> {
  const job = about.after && (await store.jobs.get(about.after));
  if (job === undefined || job.pi !== pi.name || !isEnded(job.state)) return undefined;
  return (await store.jobs.newestOfChain(job))?.id === job.id ? job : undefined;
}
