import type { Filled } from "../../domain/invocation.ts";
import { type JobDefinition, parametersOf } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { looksSecret } from "../../domain/secrets/secret.ts";
import type { Recipe } from "../../domain/submission/recipe.ts";
import { askedOf } from "../../domain/submission/submission.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { within } from "../../lifecycle/within.ts";
import { type ParameterView, type SubmitFormView, submitForm } from "../../messages/submit/submit-form.ts";
import { longestText } from "../../messages/submit/submit-form-more.ts";
import { fieldLabels } from "../../messages/submit/submit-form-words.ts";
import type { Form } from "../../messages/text/form.ts";
import { openNeeds } from "../approvals/needed-approval.ts";
import { piOfForm } from "../choose-pi.ts";
import { readCommand } from "../form-command.ts";
import { actorOf, type Request } from "../request.ts";
import { estimateSubmission } from "./estimate-submission.ts";
import { usualQueue, wishOf } from "./read-wish.ts";
import { readTexts, withParameterLines } from "./submit-form-texts.ts";
import { commandOf } from "./submit-options.ts";

export type SubmitFormState = {
  pi: Pi;
  /** What stands in the fields; those of parameters by `param.NAME`. */
  texts: Filled;
  isMore: boolean;
  notes: readonly string[];
  problems: readonly string[];
  /** What was chosen in place of a definition. */
  recipe?: Recipe | undefined;
  /** Where AWS has just been asked. */
  offers?: KnownOffers | undefined;
};

/** What AWS tells of a lab in good time; what it does not is absent, and the form does without. */
export type KnownOffers = { queues?: readonly JobQueue[]; definition?: JobDefinition };

export async function drawSubmitForm(request: Request, state: SubmitFormState): Promise<Form> {
  const { pi, isMore, problems, recipe } = state;
  const [offers, labs] = await Promise.all([
    state.offers ?? knownOffers(request, pi, state.texts.jobdef?.[0]),
    piOfForm(request),
  ]);
  const { queues, definition } = offers;
  const parameters = definition === undefined ? [] : parametersIn(definition, state.texts);
  const fields = new Set(parameters.map(({ name }) => name));
  const { texts, tooLong } = fitting(
    withParameterLines(
      withUsualQueue(state.texts, queues),
      (name) => definition === undefined || fields.has(name),
    ),
  );
  return submitForm({
    labs: labs === undefined || labs.all.length < 2 ? undefined : { names: labs.all, chosen: pi.name },
    texts,
    definition,
    of: tagOf(definition, recipe),
    recipe: recipe?.name,
    parameters: parameters.map((each) => withText(each, texts, recipe)),
    isMore: isMore || (recipe === undefined ? beyondFirst(texts, queues) : hasBlankVariable(recipe)),
    queues,
    takesCommand: pi.commands !== "definition",
    longestHours: pi.limits.hours,
    notes: [...state.notes, ...tooLong],
    problems,
    ...(await looked(request, pi, { texts, ...offers })),
  });
}

/** `name:revision`, with the recipe behind: with another one the fields begin anew. */
export function tagOf(definition: JobDefinition | undefined, recipe?: Recipe): string | undefined {
  const behind = recipe === undefined ? "" : `/${recipe.name}`;
  return definition && `${definition.name}:${definition.revision}${behind}`;
}

/** What a recipe leaves blank has to be given, whatever the definition would say. */
function withText(parameter: ParameterView, texts: Filled, recipe: Recipe | undefined): ParameterView {
  const { name, value } = parameter;
  const text = texts[`param.${name}`]?.[0];
  const isBlank = recipe?.blanks.some((blank) => blank.of === "param" && blank.name === name) === true;
  return isBlank ? { name, value: text ?? "" } : { ...parameter, value: text ?? value };
}

/** Its field is among those that are shown on a press. */
function hasBlankVariable({ blanks }: Recipe): boolean {
  return blanks.some(({ of }) => of === "env");
}

export async function knownOffers(request: Request, pi: Pi, named: string | undefined): Promise<KnownOffers> {
  const { member, services, logger } = request;
  const actor = actorOf(member, pi.name);
  const inTime = <T>(asked: Promise<T>): Promise<T | undefined> =>
    within(services.clock, limits.reviewMs, asked).catch((error) => {
      logger.warn({ err: error, pi: pi.name }, "AWS did not tell what a form is to offer");
      return undefined;
    });
  const [queues, definition] = await Promise.all([
    inTime(services.queues(pi, actor)),
    named === undefined ? undefined : inTime(services.definition(pi, actor, named)),
  ]);
  return withoutUndefined({ queues, definition });
}

/** What the fields begin with for a definition: the person's last values, else what counts where they are empty. */
export async function startTexts(
  request: Request,
  pi: Pi,
  { queues, definition }: KnownOffers,
): Promise<Filled> {
  if (definition === undefined) return {};
  const { member, services } = request;
  const last = await services.store.formValues.of({
    member: member.id,
    pi: pi.name,
    definition: definition.name,
  });
  const shown = parametersIn(definition, last ?? {}).map(
    ({ name, value }) => [`param.${name}`, value] as const,
  );
  const parameters = Object.fromEntries(
    shown.filter(([, value]) => value !== "").map(([key, value]) => [key, [value]]),
  );
  return withUsualQueue({ retryOn: ["spot"], ...parameters, ...last }, queues);
}

function parametersIn(definition: JobDefinition, texts: Filled): ParameterView[] {
  const typed = readCommand(texts.command?.[0] ?? "");
  const command = typed.ok ? commandOf({ command: typed.command, shell: typed.shell }) : undefined;
  return parametersOf(definition, command)
    .filter(({ name }) => name.length <= longestName)
    .slice(0, limits.parameterFields)
    .map(({ name, fallback }) => {
      // What stands in a definition by mistake need not be read over a shoulder as well.
      if (fallback !== undefined && looksSecret(name, fallback))
        return { name, value: "", fallback: "as the definition says; it looks like a secret" };
      return { name, value: fallback ?? "", ...(fallback === undefined ? {} : { fallback }) };
    });
}

/** A block's id holds it, with the definition's name behind. */
const longestName = 100;

function withUsualQueue(texts: Filled, queues: readonly JobQueue[] = []): Filled {
  const usual = usualQueue(queues)?.name;
  return usual === undefined || texts.queue !== undefined ? texts : { ...texts, queue: [usual] };
}

/** Something is set that would be hidden. */
function beyondFirst(texts: Filled, queues: readonly JobQueue[] | undefined): boolean {
  const usual = usualQueue(queues ?? [])?.name;
  return Object.entries(texts).some(([key, [text]]) => {
    if (key === "queue") return text !== undefined && usual !== undefined && text !== usual;
    if (key === "retryOn" || first.has(key) || key.startsWith("param.")) return false;
    return text !== undefined;
  });
}

const first: ReadonlySet<string> = new Set(["lab", "jobdef", "name", "reason"]);

/** What no field holds is not cut short: it would be another command. */
function fitting(texts: Filled): { texts: Filled; tooLong: string[] } {
  const long = Object.entries(texts).filter(([, [...all]]) => all.join("\n").length > longestText);
  const keys = new Set(long.map(([key]) => key));
  return {
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => !keys.has(key))),
    tooLong: long.map(
      ([key]) =>
        `${fieldLabels[key] ?? key.replace(/^param\./, "")} is longer than a form takes (${longestText} characters) and is left empty here: type it as a line, or put it into a file.`,
    ),
  };
}

/** What follows from what is filled in, as far as it reads well. */
async function looked(
  request: Request,
  pi: Pi,
  { texts, queues, definition }: KnownOffers & { texts: Filled },
): Promise<Pick<SubmitFormView, "estimate" | "needs">> {
  if (definition === undefined) return {};
  const { input } = readTexts(texts, definition.parameters);
  const wish = wishOf(input, { pi, definition, dependsOn: [] });
  const asked = askedOf(wish, definition);
  const queue = queues?.find(({ name }) => name === texts.queue?.[0]);
  const [estimate, needs] = await Promise.all([
    estimateSubmission(request, { pi, definition, queue, asked }),
    openNeeds(request, pi, { wish, definition, asked }),
  ]);
  return { estimate, needs: { pi: pi.name, needs } };
}
