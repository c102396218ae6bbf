import { nameSuffixOf, subjectIdOf, submissionIdOf } from "../../domain/derived-ids.ts";
import type { InvocationId, SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { askedOf, toSubmitRequest, type Wish } from "../../domain/submission/submission.ts";
import type { SubmitRequest } from "../../domain/submission/submit-request.ts";
import type { Place } from "../kinds/place.ts";
import { actorOf, type Request } from "../request.ts";
import { type Destination, destinationsBeside, destinationsFor } from "../settings/destinations.ts";

/** A submission to the letter, ready to be saved and sent. */
export type Prepared = {
  job: Job;
  request: SubmitRequest;
  wish: Wish;
  destinations: readonly Destination[];
  /** Where the card was to go, as it was said. */
  to?: Place | undefined;
  /** What was understood, for the answer. */
  said: readonly string[];
  /** The job that it comes after, in the same threads. */
  after?: SubmissionId;
  /** It is what that job was given, which was perhaps another's wish. */
  isRepeated?: true;
  /** Why it is wanted, for a manager whose yes it may need. */
  reason?: string;
};

export type ToPrepare = {
  pi: Pi;
  wish: Wish;
  queue: string;
  definition: JobDefinition;
  to: Place | undefined;
  /** The invocation that will submit it: the same one makes the same submission, however often it is taken up. */
  submitting: InvocationId;
  said: readonly string[];
  /** The newest of its subject: this one goes on in its threads, and its card shows no older version. */
  after?: Job;
  isRepeated?: true;
  reason?: string | undefined;
};

export async function prepare(request: Request, wanted: ToPrepare): Promise<Prepared> {
  const { pi, to, after } = wanted;
  const destinations =
    after === undefined
      ? await destinationsFor(request, pi, to)
      : await destinationsBeside(request, pi, after.subject);
  return prepareFor(request, wanted, destinations);
}

/** Where the card goes is known. */
export function prepareFor(
  request: Request,
  { pi, wish, queue, definition, to, submitting, said, after, isRepeated, reason }: ToPrepare,
  destinations: readonly Destination[],
): Prepared {
  const { member, nowMs, invocation } = request;
  const { hutchnet } = actorOf(member, pi.name);
  const id = submissionIdOf(submitting);
  const context = {
    id,
    suffix: nameSuffixOf(id),
    pi: pi.name,
    member: member.id,
    hutchnet,
    queue,
    definition,
  };
  const submit = toSubmitRequest(wish, { ...context, channel: invocation.where.channel });
  const job: Job = {
    id,
    subject: after?.subject ?? subjectIdOf(id),
    pi: pi.name,
    account: pi.account,
    region: pi.region,
    owner: member.id,
    hutchnet,
    name: wish.name,
    jobName: submit.jobName,
    queue,
    definition: submit.jobDefinition,
    asked: askedOf(wish, definition),
    state: "submitting",
    version: (after?.version ?? 0) + 1,
    submittedAtMs: nowMs,
    ...(after?.batchRow === undefined ? {} : { batchRow: after.batchRow }),
  };
  return {
    job,
    request: submit,
    wish,
    destinations,
    to,
    said,
    ...(after === undefined ? {} : { after: after.id }),
    ...(isRepeated && { isRepeated }),
    ...(reason === undefined ? {} : { reason }),
  };
}
