import { isUndecided } from "../../domain/approval/asked-together.ts";
import { subjectIdOf, submissionIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { LabUse } from "../../domain/people/lab-limits.ts";
import type { Pause } from "../../domain/people/pause.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { checkBatch } from "../../domain/submission/batch-checks.ts";
import { askedOf } from "../../domain/submission/submission.ts";
import { submissionProblems } from "../../domain/submission/submission-checks.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import { nobodyApproves, waitsForApproval } from "../../messages/approvals/waits-for-approval.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { batchMistakes } from "../../messages/submit/batch-mistakes.ts";
import { batchSubmitted } from "../../messages/submit/batch-submitted.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import {
  isUnanswerable,
  type NeededApproval,
  neededApproval,
  whoIsAsked,
} from "../approvals/needed-approval.ts";
import type { StepTarget } from "../command.ts";
import { pausedMeanwhile, refusedWhilePaused } from "../people/paused.ts";
import { actorOf, type Request } from "../request.ts";
import { saveThreads } from "../save-threads.ts";
import { type Destination, destinationsFor } from "../settings/destinations.ts";
import { findDraft } from "../typing/line-draft.ts";
import { labUse, labUseHeld } from "./lab-use.ts";
import { type BatchDraft, prepareBatch } from "./prepare-batch.ts";
import type { Prepared } from "./prepare-submission.ts";
import { askForYes, saveIntents, withApproval } from "./save-intents.ts";

/**
 * Saves all of them at once; they go to AWS one after the other, or wait together for one manager's yes. Whether the
 * person may is asked at the click.
 */
export async function sendBatch(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await findDraft(request, value, "batch");
  const draft = found && (found.body as BatchDraft);
  const pi = draft && request.services.labs().pis.get(draft.pi);
  if (draft === undefined || pi === undefined) return toMe(draftGone("submit"));
  if (!(await allow(request, "submit", { pi })).allowed) return toMe(draftGone("submit"));
  const begun = await resumeBatch(request, draft);
  if (begun !== undefined) return begun;
  const refused = await refusedWhilePaused(request, pi.name);
  if (refused !== undefined) return refused;
  const actor = actorOf(request.member, pi.name);
  const definition = await request.services.definition(pi, actor, draft.definition);
  if (definition === undefined) return wrong([{ what: `${draft.definition} is gone.` }]);
  const mistakes = await stillWrong(request, pi, { draft, definition });
  if (mistakes.length > 0) return wrong(mistakes);
  const destinations = await destinationsFor(request, pi, draft.to);
  const submitting = request.invocation.id;
  const all = prepareBatch(request, pi, { draft, definition, destinations, submitting });
  const needed = await neededApproval(request, all);
  const [approval] = needed?.approvals ?? [];
  if (approval !== undefined && needed !== undefined && isUnanswerable(needed))
    return toMe(nobodyApproves(draft, approval));
  const { tooMuch = [], paused } = await save(request, pi, { draft, definition, destinations, all, needed });
  if (paused !== undefined) return pausedMeanwhile(request, paused);
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
  const asked = draft.rows.map(({ wish }) => askedOf(wish, definition));
  return checkBatch(asked, pi, use).map((what) => ({ what }));
}

/** The first has the id of a single submission: by it the whole is known. */
function firstIdOf({ invocation }: Request): SubmissionId {
  return submissionIdOf(invocation.id);
}

type ToSave = Checked & {
  destinations: readonly Destination[];
  all: readonly Prepared[];
  needed: NeededApproval | undefined;
};

/** Intents of all before the deed of any: in one transaction, with the thread that shows them. None, if they do not fit any more. */
function save(
  request: Request,
  lab: Pi,
  { draft, definition, destinations, all, needed }: ToSave,
): Promise<{ tooMuch?: readonly TableMistake[]; paused?: Pause }> {
  const { services, member, nowMs } = request;
  return services.store.transaction(async (tables) => {
    const use = await labUseHeld(tables, services.clock, { pi: lab, member: member.id });
    const intents = all.map((one, at) => ({ ...one, job: withApproval(one.job, needed?.approvals[at]) }));
    const job = intents[0]?.job;
    if (job === undefined || (await tables.jobs.get(job.id)) !== undefined) return {};
    const paused = await tables.pauses.of(lab.name, services.clock.nowMs());
    if (paused !== undefined) return { paused };
    const tooMuch = togetherWrong(lab, { draft, definition }, use);
    if (tooMuch.length > 0) return { tooMuch };
    await saveIntents(tables, request, { intents, sendAtMs: nowMs });
    await tables.batches.add({
      subject: job.subject,
      name: draft.name,
      first: job.id,
      owner: job.owner,
      size: all.length,
      state: job.state,
      version: 1,
      failuresTold: 0,
    });
    await saveThreads(tables, job, destinations);
    if (needed !== undefined) await askForYes(tables, request, { job, needed });
    // It takes a while until AWS has them all: the card shows how many it has.
    await tables.announce(job, nowMs);
    return {};
  });
}

/** How long an answer waits for the card, to link to it. */
const cardWaitMs = 2_500;

async function answerFor(request: Request, { name, rows, queue, said }: BatchDraft): Promise<Answer> {
  const { services } = request;
  const id = firstIdOf(request);
  const card = await services.cards.waitFor(subjectIdOf(id), { waitMs: cardWaitMs });
  const link = card && (await services.permalink(card.channel, card.ts));
  const cardLink = link === undefined ? {} : { cardLink: link };
  const first = await services.store.jobs.get(id);
  const asked = first?.approval?.together === undefined ? undefined : await services.store.askedAsOne(first);
  if (asked?.whole.approval !== undefined && isUndecided(asked))
    return toMe(
      waitsForApproval(asked.whole, asked.whole.approval, {
        asked: (await whoIsAsked(services, asked.whole)).asked,
        said,
        ...cardLink,
      }),
    );
  return toMe(batchSubmitted({ name, size: rows.length, queue, ...cardLink }));
}
