import { nameSuffixOf, subjectIdOf, submissionIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, InvocationId, MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { JobDefinition } from "../domain/job-definition.ts";
import type { Pi } from "../domain/pi.ts";
import { askedOf, type SubmitRequest, toSubmitRequest, type Wish } from "../domain/submission.ts";
import type { Place } from "./kinds/place.ts";
import { actorOf, type Request } from "./request.ts";

/** A submission to the letter, ready to be saved and sent. */
export type Prepared = {
  job: Job;
  request: SubmitRequest;
  wish: Wish;
  /** Where its card goes, and where else if it can not go there. A member means their direct messages. */
  places: readonly (ChannelId | MemberId)[];
  /** What was understood, for the answer. */
  said: readonly string[];
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
};

export async function prepare(
  request: Request,
  { pi, wish, queue, definition, to, submitting, said }: ToPrepare,
): Promise<Prepared> {
  const { member, nowMs, invocation } = request;
  const { hutchnet } = actorOf(member, pi.name);
  const id = submissionIdOf(submitting);
  const places = await placesFor(request, pi, to);
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
    subject: subjectIdOf(id),
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
    version: 1,
    submittedAtMs: nowMs,
  };
  return { job, request: submit, wish, places, said };
}

/** Where it was submitted or where `--to` says, else the lab's channel, but never where others read along; else the owner. */
async function placesFor({ invocation, member, services }: Request, pi: Pi, to: Place | undefined) {
  if (to?.kind === "me") return [member.id];
  const wanted = to?.kind === "channel" ? to.channel : invocation.where.channel;
  const places = [...new Set([wanted, pi.channel])];
  const shared = await Promise.all(places.map(services.isExternallyShared));
  return [...places.filter((_, index) => shared[index] !== true), member.id];
}
