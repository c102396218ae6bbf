import type { ToldOldIndexes } from "../../domain/array/old-indexes.ts";
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId } from "../../domain/ids.ts";
import { draftInvocationId } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { isOwnChannel, type Pi } from "../../domain/people/pi.ts";
import { withoutValues } from "../../domain/secrets/hidden-values.ts";
import { looksSecret, maskSecrets, maskWords } from "../../domain/secrets/secret.ts";
import { overriddenParts } from "../../domain/submission/overridden-parts.ts";
import type { NamedValue, Wish } from "../../domain/submission/submission.ts";
import { checkSubmission, checkWish } from "../../domain/submission/submission-checks.ts";
import { toCliLine } from "../../domain/submission/submit-line.ts";
import type { OnlyInDocuments } from "../../domain/submission/submit-request.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { dryRun } from "../../messages/submit/dry-run.ts";
import { secretWarning } from "../../messages/submit/secret-warning.ts";
import type { Estimate } from "../../messages/submit/submit-estimate.ts";
import type { NextStep } from "../../messages/text/next-step.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { approvalSaid, neededApproval } from "../approvals/needed-approval.ts";
import type { StepTarget } from "../command.ts";
import { refusedWhilePaused } from "../people/paused.ts";
import { actorOf, type Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { estimateSubmission } from "./estimate-submission.ts";
import { labUse } from "./lab-use.ts";
import { prefillOfPrepared } from "./prefill.ts";
import { type Prepared, prepare } from "./prepare-submission.ts";
import { readWish } from "./read-wish.ts";
import { resumeSubmission, sendPrepared } from "./send-prepared.ts";
import type { SubmitInput } from "./submit-options.ts";
import { wrongSubmission } from "./wrong-submission.ts";

export type TypedWish = {
  input: SubmitInput;
  said: readonly string[];
  again?: Again;
  /** The newest of its subject, of which this is another version: it goes on in its thread. */
  after?: Job;
  /** What a document said beyond what options can say. */
  more?: OnlyInDocuments;
};

/** A job that is run again: what it was given before goes to AWS once more, and is neither shown nor kept. */
export type Again = {
  /** The newest of its subject, which this one comes after. */
  after?: Job;
  /** The variables of which only AWS knew the values. */
  carried: ReadonlySet<string>;
  oldIndexes?: ToldOldIndexes;
  /** Shown before, with all that speaks against it. */
  anyway?: true;
  /** The button that asks for the same once more, without being asked back. */
  later(): Promise<NextStep>;
  /** Shows what would be sent, in place of sending it. */
  show?(prepared: Prepared, secrets: readonly string[]): Promise<Answer>;
};

/** From what was typed to a job, a preview, or everything that is wrong with it at once. */
export async function submitWish(
  request: Request,
  pi: Pi,
  { input, said, again, after = again?.after, more }: TypedWish,
): Promise<Answer> {
  // Taken up again after a crash, it is on its way already: its own job must not speak against it.
  const begun = await resumeSubmission(request, said);
  if (begun !== undefined) return begun;
  // What a job was given before is not kept, so there is no form to be filled in with it.
  const prefill = again === undefined ? { pi: pi.name, input, more, after: after?.id } : undefined;
  const refused = isOnlyShown(input, again) ? undefined : await refusedWhilePaused(request, pi.name, prefill);
  if (refused !== undefined) return refused;
  const place = await placeMistake(request, pi, input);
  const read = await readWish(request, pi, input);
  const { found } = read;
  const wish: Wish = {
    ...read.wish,
    ...(again?.oldIndexes === undefined ? {} : { oldIndexes: again.oldIndexes }),
    ...(more === undefined || Object.keys(more).length === 0 ? {} : { more }),
  };
  const notRight = (sentences: readonly string[]) => wrongSubmission(request, sentences, prefill);
  if ("mistakes" in found)
    return notRight([...found.mistakes.map(({ what }) => what), ...checkWish(wish), ...place]);
  const { queue, definition } = found;
  const use = await labUse(request.services, { pi, member: request.member.id });
  const problems = checkSubmission(wish, { pi, queue, definition, ...use });
  if (problems.length + place.length > 0) return notRight([...problems, ...place]);
  const echo = [...said, ...read.said];
  const prepareFor = (submitting: Parameters<typeof prepare>[1]["submitting"]): Promise<Prepared> =>
    prepare(request, {
      pi,
      wish,
      queue: queue.name,
      definition,
      to: input.to,
      submitting,
      said: echo,
      ...(after === undefined ? {} : { after }),
      ...(again?.after === undefined ? {} : { isRepeated: true }),
      reason: input.reason && maskSecrets(input.reason).text,
    });

  const secrets = secretPlaces(wish, again?.carried);
  if (again?.show !== undefined) return again.show(await prepareFor(request.invocation.id), secrets);
  if (input.dryRun) {
    const later = again === undefined ? laterStep(request, "confirm") : request.invocation.id;
    const prepared = await prepareFor(later);
    const { asked } = prepared.job;
    const estimate = await estimateSubmission(request, { pi, definition, queue, asked });
    return again === undefined
      ? preview(request, prepared, estimate)
      : previewAgain(request, prepared, { again, estimate });
  }
  if (secrets.length > 0 && again?.anyway !== true) {
    if (again !== undefined) return toMe(secretWarning(secrets, await again.later()));
    return warn(request, await prepareFor(laterStep(request, "anyway")), secrets);
  }
  return sendPrepared(request, await prepareFor(request.invocation.id), prefill);
}

function isOnlyShown({ dryRun }: SubmitInput, again: Again | undefined): boolean {
  return dryRun || again?.show !== undefined;
}

/** A card goes only where its owner could have written it: else a job's name would speak in a stranger's channel. */
export async function placeMistake(
  { member, services }: Request,
  pi: Pi,
  { to }: SubmitInput,
): Promise<string[]> {
  if (to?.kind !== "channel" || isOwnChannel(pi, to.channel)) return [];
  if (await services.isIn(to.channel, member.id)) return [];
  return [
    "The card cannot go to that channel: you are not in it, or I am not. `--to me` and `--to here` always work.",
  ];
}

/** The invocation that a button's press will be: what it makes has its ids already. */
function laterStep({ invocation, member }: Request, step: "confirm" | "anyway") {
  return draftInvocationId(draftIdOf(invocation.id, step), `submit.${step}`, member.id);
}

async function preview(request: Request, prepared: Prepared, estimate: Estimate): Promise<Answer> {
  const draft = await keep(request, "confirm", prepared);
  return shown(request, prepared, { draft, estimate, secrets: secretPlaces(prepared.wish) });
}

/** Without what only AWS knew. */
async function previewAgain(
  request: Request,
  prepared: Prepared,
  { again, estimate }: { again: Again; estimate: Estimate },
): Promise<Answer> {
  const { carried } = again;
  const untold =
    carried.size === 0 ? [] : ["values of its environment that you did not give are sent, and not shown"];
  const { value, step } = await again.later();
  const told = {
    ...prepared,
    request: withoutValues(prepared.request, carried),
    said: [...prepared.said, ...untold],
  };
  const secrets = secretPlaces(prepared.wish, carried);
  return shown(request, told, { draft: value as DraftId, step, estimate, secrets });
}

type Shown = {
  draft: DraftId;
  step?: string | undefined;
  estimate: Estimate;
  secrets: readonly string[];
};

async function shown(
  request: Request,
  prepared: Prepared,
  { draft, step, estimate, secrets }: Shown,
): Promise<Answer> {
  const { job, request: submit, said } = prepared;
  const needed = await neededApproval(request, [prepared]);
  const warning = secrets.map((place) => `${place} looks like a secret and would be readable in AWS.`);
  return toMe(
    dryRun(
      {
        ...job,
        said: [...said, ...warning, ...approvalSaid(needed)],
        json: JSON.stringify(submit, null, 2),
        cliLine: toCliLine(submit, job.region),
        estimate,
      },
      draft,
      step,
    ),
  );
}

async function warn(request: Request, prepared: Prepared, secrets: readonly string[]): Promise<Answer> {
  const value = await keep(request, "anyway", prepared);
  return toMe(secretWarning(secrets, { verb: "submit", step: "anyway", label: "Submit anyway", value }));
}

async function keep(request: Request, step: string, prepared: Prepared): Promise<DraftId> {
  const draft = draftIdOf(request.invocation.id, step);
  await saveDraft(request, draft, "submission", prepared);
  return draft;
}

/** Sends what was shown, to the letter; whether the person may is asked at the click. */
export async function sendDraft(request: Request, { value }: StepTarget): Promise<Answer> {
  const draft = await findDraft(request, value, "submission");
  const prepared = draft?.body as Prepared | undefined;
  const pi = prepared && request.services.labs().pis.get(prepared.job.pi);
  if (prepared === undefined || pi === undefined) return toMe(draftGone("submit"));
  if (!(await allow(request, "submit", { pi })).allowed) return toMe(draftGone("submit"));
  const begun = await resumeSubmission(request, prepared.said);
  if (begun !== undefined) return begun;
  const prefill = prefillOfPrepared(prepared);
  const refused = await refusedWhilePaused(request, pi.name, prefill);
  if (refused !== undefined) return refused;
  const problems = await stillWrong(request, pi, prepared);
  return problems.length > 0
    ? wrongSubmission(request, problems, prefill)
    : sendPrepared(request, prepared, prefill);
}

/** What has changed since it was prepared: the queue, the definition, the lab's limits. */
async function stillWrong(request: Request, pi: Pi, { job, wish }: Prepared): Promise<string[]> {
  const { services, member } = request;
  const actor = actorOf(member, pi.name);
  const [queues, definition] = await Promise.all([
    services.queues(pi, actor, "now"),
    services.definition(pi, actor, job.definition, "now"),
  ]);
  const queue = queues.find(({ name }) => name === job.queue);
  if (queue === undefined) return [`Queue ${job.queue} is gone.`];
  if (definition === undefined) return [`${job.definition} is gone.`];
  return checkSubmission(wish, {
    pi,
    queue,
    definition,
    ...(await labUse(services, { pi, member: member.id })),
  });
}

/** Where a secret seems to stand, never what it is. `carried`: variables that nobody gave now. */
export function secretPlaces(
  { environment, parameters, command, more }: Wish,
  carried: ReadonlySet<string> = new Set(),
): string[] {
  const secret = ({ name, value }: NamedValue) => !carried.has(name) && looksSecret(name, value);
  const inCommand = command !== undefined && maskWords(command).join(" ") !== command.join(" ");
  return [
    ...environment.filter(secret).map(({ name }) => `--env ${name}`),
    ...parameters.filter(secret).map(({ name }) => `--param ${name}`),
    ...(inCommand ? ["the command"] : []),
    ...overriddenParts(more).flatMap(({ path, environment: own, command: words = [] }) => [
      ...own.filter(secret).map(({ name }) => `${path} ${name}`),
      ...(maskWords(words).join(" ") === words.join(" ") ? [] : [`the command of ${path}`]),
    ]),
  ];
}
