import { draftIdOf } from "../domain/derived-ids.ts";
import type { DraftId } from "../domain/ids.ts";
import { draftInvocationId, isDraftId } from "../domain/invocation.ts";
import type { Pi } from "../domain/pi.ts";
import { looksSecret } from "../domain/secret.ts";
import type { SubmitRequest } from "../domain/submission.ts";
import { checkSubmission, checkWish } from "../domain/submission-checks.ts";
import { toCliLine } from "../domain/submit-line.ts";
import { draftGone } from "../messages/draft-gone.ts";
import { dryRun } from "../messages/dry-run.ts";
import { mistakes } from "../messages/mistakes.ts";
import { secretWarning } from "../messages/secret-warning.ts";
import { allow } from "./allow.ts";
import { type Answer, toMe } from "./answer.ts";
import type { StepTarget } from "./command.ts";
import { saveDraft } from "./line-draft.ts";
import { type Prepared, prepare } from "./prepare-submission.ts";
import { readWish } from "./read-wish.ts";
import { actorOf, type Request } from "./request.ts";
import { sendPrepared } from "./send-prepared.ts";
import type { SubmitInput } from "./submit-options.ts";

export type TypedWish = { input: SubmitInput; said: readonly string[] };

/** From what was typed to a job, a preview, or everything that is wrong with it at once. */
export async function submitWish(request: Request, pi: Pi, { input, said }: TypedWish): Promise<Answer> {
  const read = await readWish(request, pi, input);
  const { wish, found } = read;
  if ("mistakes" in found) return wrong([...found.mistakes, ...checkWish(wish)]);
  const { queue, definition } = found;
  const openSubmissions = await request.services.store.jobs.countOpen(request.member.id, pi.name);
  const problems = checkSubmission(wish, { pi, queue, definition, openSubmissions });
  if (problems.length > 0) return wrong(problems);
  const echo = [...said, ...read.said];
  const prepareFor = (submitting: Parameters<typeof prepare>[1]["submitting"]): Promise<Prepared> =>
    prepare(request, { pi, wish, queue: queue.name, definition, to: input.to, submitting, said: echo });

  if (input.dryRun) return preview(request, await prepareFor(laterStep(request, "confirm")));
  const secrets = secretPlaces(wish.environment, wish.parameters);
  if (secrets.length > 0) return warn(request, await prepareFor(laterStep(request, "anyway")), secrets);
  return sendPrepared(request, await prepareFor(request.invocation.id));
}

/** The invocation that a button's press will be: what it makes has its ids already. */
function laterStep({ invocation, member }: Request, step: "confirm" | "anyway") {
  return draftInvocationId(draftIdOf(invocation.id, step), `submit.${step}`, member.id);
}

async function preview(request: Request, prepared: Prepared): Promise<Answer> {
  const { job, request: submit, said } = prepared;
  const draft = await keep(request, "confirm", prepared);
  const secrets = secretPlaces(submit.containerOverrides?.environment ?? [], pairsOf(submit.parameters));
  const warning = secrets.map((place) => `${place} looks like a secret and would be readable in AWS.`);
  return toMe(
    dryRun(
      {
        ...job,
        said: [...said, ...warning],
        json: JSON.stringify(submit, null, 2),
        cliLine: toCliLine(submit, job.region),
      },
      draft,
    ),
  );
}

async function warn(request: Request, prepared: Prepared, secrets: readonly string[]): Promise<Answer> {
  return toMe(secretWarning(secrets, await keep(request, "anyway", prepared)));
}

async function keep(request: Request, step: string, prepared: Prepared): Promise<DraftId> {
  const draft = draftIdOf(request.invocation.id, step);
  await saveDraft(request, draft, "submission", prepared);
  return draft;
}

/** Sends what was shown, to the letter; whether the person may is asked at the click. */
export async function sendDraft(request: Request, { value }: StepTarget): Promise<Answer> {
  const draft = isDraftId(value)
    ? await request.services.store.drafts.find(value, request.member.id)
    : undefined;
  const prepared = draft?.body as Prepared | undefined;
  const pi = prepared && request.services.labs().pis.get(prepared.job.pi);
  if (prepared === undefined || pi === undefined) return toMe(draftGone("submit"));
  if (!(await allow(request, "submit", { pi })).allowed) return toMe(draftGone("submit"));
  const problems = await stillWrong(request, pi, prepared);
  return problems.length > 0 ? wrong(problems) : sendPrepared(request, prepared);
}

/** What has changed since it was prepared: the queue, the definition, the lab's limits. */
async function stillWrong(request: Request, pi: Pi, { job, wish }: Prepared): Promise<string[]> {
  const { services, member } = request;
  const actor = actorOf(member, pi.name);
  const [queues, definition] = await Promise.all([
    services.queues(pi, actor),
    services.definition(pi, actor, job.definition),
  ]);
  const queue = queues.find(({ name }) => name === job.queue);
  if (queue === undefined) return [`Queue ${job.queue} is gone.`];
  if (definition === undefined) return [`${job.definition} is gone.`];
  const openSubmissions = await services.store.jobs.countOpen(member.id, pi.name);
  return checkSubmission(wish, { pi, queue, definition, openSubmissions });
}

type Pairs = readonly { name: string; value: string }[];

/** Where a secret seems to stand, never what it is. */
function secretPlaces(environment: Pairs, parameters: Pairs): string[] {
  const secret = ({ name, value }: Pairs[number]) => looksSecret(name, value);
  return [
    ...environment.filter(secret).map(({ name }) => `--env ${name}`),
    ...parameters.filter(secret).map(({ name }) => `--param ${name}`),
  ];
}

function pairsOf(record: SubmitRequest["parameters"] = {}): Pairs {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

function wrong(sentences: readonly string[]): Answer {
  return toMe(mistakes({ verb: "submit", mistakes: sentences.map((what) => ({ what })) }));
}
