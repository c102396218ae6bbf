import { checkBatch } from "../domain/batch-checks.ts";
import { subjectIdOf, submissionIdOf, threadIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, InvocationId, PiName, SubmissionId } from "../domain/ids.ts";
import { askAtMs, type Job } from "../domain/job.ts";
import type { JobDefinition } from "../domain/job-definition.ts";
import type { LabUse } from "../domain/lab-limits.ts";
import type { Pi } from "../domain/pi.ts";
import { submissionProblems } from "../domain/submission-checks.ts";
import type { TableMistake } from "../domain/table.ts";
import { batchMistakes } from "../messages/batch-mistakes.ts";
import { batchSubmitted } from "../messages/batch-submitted.ts";
import { draftGone } from "../messages/draft-gone.ts";
import { allow } from "./allow.ts";
import { type Answer, toMe } from "./answer.ts";
import type { StepTarget } from "./command.ts";
import { type Destination, destinationsFor } from "./destinations.ts";
import type { Place } from "./kinds/place.ts";
import { labUse, labUseHeld } from "./lab-use.ts";
import { findDraft } from "./line-draft.ts";
import type { PlannedRow } from "./plan-batch.ts";
import { type Prepared, prepareFor } from "./prepare-submission.ts";
import { actorOf, type Request } from "./request.ts";

/** Many jobs as they were shown. */
export type BatchDraft = {
  pi: PiName;
  name: string;
  queue: string;
  definition: string;
  to: Place | undefined;
  rows: readonly PlannedRow[];
  said: readonly string[];
};

/** Saves all of them at once; they go to AWS one after the other. Whether the person may is asked at the click. */
export async function sendBatch(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await findDraft(request, value);
  const draft = found?.kind === "batch" ? (found.body as BatchDraft) : undefined;
  const pi = draft && request.services.labs().pis.get(draft.pi);
  if (draft === undefined || pi === undefined) return toMe(draftGone("submit"));
  if (!(await allow(request, "submit", { pi })).allowed) return toMe(draftGone("submit"));
  const begun = await resumeBatch(request, draft);
  if (begun !== undefined) return begun;
  const actor = actorOf(request.member, pi.name);
  const definition = await request.services.definition(pi, actor, draft.definition);
  if (definition === undefined) return wrong([{ what: `${draft.definition} is gone.` }]);
  const mistakes = await stillWrong(request, pi, { draft, definition });
  if (mistakes.length > 0) return wrong(mistakes);
  const destinations = await destinationsFor(request, pi, draft.to);
  const tooMuch = await save(request, pi, {
    draft,
    definition,
    destinations,
    all: prepareAll(request, pi, { draft, definition, destinations }),
  });
  if (tooMuch.length > 0) return wrong(tooMuch);
  request.services.changed();
  request.services.submissions.wake();
  return answerFor(request, draft);
}

/** Taken up again after a crash, it is on its way already: its own jobs must not speak against it. */
async function resumeBatch(request: Request, draft: BatchDraft): Promise<Answer | undefined> {
  const known = await request.services.store.jobs.get(firstIdOf(request));
  return known && answerFor(request, draft);
}

function wrong(mistakes: readonly TableMistake[]): Answer {
  return toMe(batchMistakes({ mistakes, from: "table" }));
}

type Checked = { draft: BatchDraft; definition: JobDefinition };

/** What has changed since it was shown: the queue, the definition, the lab's limits. */
async function stillWrong(request: Request, pi: Pi, { draft, definition }: Checked): Promise<TableMistake[]> {
  const { services, member } = request;
  const queues = await services.queues(pi, actorOf(member, pi.name));
  const queue = queues.find(({ name }) => name === draft.queue);
  if (queue === undefined) return [{ what: `Queue ${draft.queue} is gone.` }];
  const use = await labUse(services, { pi, member: member.id });
  const together = togetherWrong(pi, { draft, definition }, use);
  const each = draft.rows.flatMap(({ row, wish }) =>
    submissionProblems(wish, { pi, queue, definition, openSubmissions: 0 }).map(({ what }) => ({
      row,
      what,
    })),
  );
  return [...together, ...each];
}

function togetherWrong(pi: Pi, { draft, definition }: Checked, use: LabUse): TableMistake[] {
  const wishes = draft.rows.map(({ wish }) => wish);
  return checkBatch(wishes, { pi, definition, ...use }).map((what) => ({ what }));
}

/** The first has the id of a single submission: by it the whole is known. */
function firstIdOf({ invocation }: Request): SubmissionId {
  return submissionIdOf(invocation.id);
}

type ToPrepare = Checked & { destinations: readonly Destination[] };

function prepareAll(request: Request, pi: Pi, { draft, definition, destinations }: ToPrepare): Prepared[] {
  const subject = subjectIdOf(firstIdOf(request));
  return draft.rows.map(({ wish }, index) => {
    const submitting =
      index === 0 ? request.invocation.id : (`${request.invocation.id} row ${index + 1}` as InvocationId);
    const wanted = { pi, wish, queue: draft.queue, definition, to: draft.to, submitting, said: [] };
    const prepared = prepareFor(request, wanted, destinations);
    return { ...prepared, job: { ...prepared.job, subject, batchRow: index + 1 } };
  });
}

type ToSave = ToPrepare & { all: readonly Prepared[] };

/** Intents of all before the deed of any: in one transaction, with the thread that shows them. None, if they do not fit any more. */
function save(
  { services, member, nowMs }: Request,
  lab: Pi,
  { draft, definition, destinations, all }: ToSave,
): Promise<TableMistake[]> {
  return services.store.transaction(async (tables) => {
    const use = await labUseHeld(tables, services.clock, { pi: lab, member: member.id });
    const [first] = all;
    if (first === undefined || (await tables.jobs.get(first.job.id)) !== undefined) return [];
    const tooMuch = togetherWrong(lab, { draft, definition }, use);
    if (tooMuch.length > 0) return tooMuch;
    const { id, subject, pi, owner } = first.job;
    for (const { job, request } of all) {
      await tables.jobs.add(job, askAtMs(job, nowMs, services.quietMs) ?? nowMs);
      await tables.submissions.add({
        id: job.id,
        state: "saved",
        member: owner,
        pi,
        request,
        tries: 0,
        nextAtMs: nowMs,
      });
    }
    await tables.batches.add({
      subject,
      name: draft.name,
      first: id,
      owner,
      size: all.length,
      state: "submitting",
      version: 1,
      failuresTold: 0,
    });
    for (const [place, ...fallbacks] of destinations) {
      const channel = place as ChannelId;
      await tables.threads.add({
        id: threadIdOf(subject, channel),
        subject,
        job: id,
        pi,
        channel,
        fallbacks,
      });
    }
    // It takes a while until AWS has them all: the card shows how many it has.
    await tables.announce(first.job, nowMs);
    return [];
  });
}

/** How long an answer waits for the card, to link to it. */
const cardWaitMs = 2_500;

async function answerFor(request: Request, { name, rows, queue }: BatchDraft): Promise<Answer> {
  const { services } = request;
  const subject: Job["subject"] = subjectIdOf(firstIdOf(request));
  const card = await services.cards.waitFor(subject, { waitMs: cardWaitMs });
  const link = card && (await services.permalink(card.channel, card.ts));
  return toMe(
    batchSubmitted({ name, size: rows.length, queue, ...(link === undefined ? {} : { cardLink: link }) }),
  );
}
