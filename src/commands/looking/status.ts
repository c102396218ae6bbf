import { consoleLink } from "../../domain/console-link.ts";
import type { Failure } from "../../domain/failure/failure-cause.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { failureOf } from "../../domain/telling/notices-of.ts";
import { placeOf } from "../../domain/telling/place.ts";
import { type CardView, jobCard } from "../../messages/job/job-card.ts";
import { recentJobs } from "../../messages/job/list-page.ts";
import { statusOf } from "../../messages/job/status-of.ts";
import { notShownHere } from "../../messages/sharing/not-shown-here.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { command, type StepTarget } from "../command.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { childrenMeant, describeMember, namedIn, type Which } from "../people/describe-member.ts";
import { type Request, stopperOf } from "../request.ts";
import { findJob } from "./find-job.ts";
import { refreshJob } from "./refresh-job.ts";

export const status = command({
  verb: "status",
  aliases: ["show", "info", "describe", "st", "why"],
  summary: "Show how a job is, fresh from AWS; without a job, your recent ones",
  args: { job: jobRef("The job: an id, its first letters, a name, or a console link.") },
  options: {},
  examples: ["status", "status 3fa9", "status 3fa9:7", "status 3fa9#1", "status align-NA12878", "why 3fa9"],
  access: "see",
  run: async (request, { job: ref }) => {
    if (ref === undefined && request.invocation.where.threadTs === undefined) return recent(request);
    const found = await findJob(request, { ref, action: "see", several: "newest" });
    if ("answer" in found) return found.answer;
    const { node } = namedIn(ref);
    const meant = childrenMeant(found.job, ref);
    if ("mistake" in meant) return wrong(meant.mistake);
    const [index, another] = meant.children;
    if (another !== undefined) return wrong("One child at a time: give a single index, as `3fa9:7`.");
    if (node !== undefined) return showMember(request, found.job, { node });
    return index === undefined
      ? showJob(request, found.job)
      : showMember(request, found.job, { child: index });
  },
  steps: { here: showHere },
});

async function showJob(request: Request, known: Job): Promise<Answer> {
  const { job, stale } = await refreshJob(request, known);
  request.services.changed();
  return toMe(statusOf(job, { ...(await viewOf(request, job)), ...(stale === undefined ? {} : { stale }) }));
}

async function showMember(request: Request, whole: Job, which: Which): Promise<Answer> {
  const member = await describeMember(request, whole, which);
  if ("mistake" in member) return wrong(member.mistake);
  if ("notYet" in member) return showJob(request, whole);
  return toMe(statusOf(member.job, { ...(await viewOf(request, member.job)), isMember: true }));
}

/** Everybody in the channel sees what a card there would show. */
async function showHere(request: Request, { value }: StepTarget): Promise<Answer> {
  const { services, invocation } = request;
  const found = await findJob(request, { ref: { kind: "id", id: value }, action: "see", several: "ask" });
  if ("answer" in found) return found.answer;
  const { channel } = invocation.where;
  // A direct message between two people is not the bot's to judge.
  const open = channel.startsWith("D")
    ? await services.isOwnDirect(channel, request.member.id)
    : !(await services.isExternallyShared(channel));
  if (!open) return toMe(notShownHere());
  const { job } = found;
  const place = placeOf(services.labs().pis.get(job.pi), channel, false);
  return {
    kind: "message",
    audience: "here",
    message: jobCard(job, { ...(await viewOf(request, job)), place }),
  };
}

async function viewOf(
  { services }: Request,
  job: Job,
): Promise<Omit<CardView, "place"> & { failure?: Failure }> {
  const labs = services.labs();
  const link = consoleLink(job, labs.institute, labs.pis.get(job.pi)?.role);
  return {
    ownerName: await services.nameOf(job.owner, job.hutchnet),
    ...(await stopperOf(services, job)),
    ...(link === undefined ? {} : { consoleLink: link }),
    retriesFailed: labs.pis.get(job.pi)?.arrayRetry !== "off",
    ...(job.state === "failed" ? { failure: failureOf(job) } : {}),
    earlier: await services.store.jobs.before(job, limits.earlierJobs),
  };
}

function wrong(what: string): Answer {
  return toMe(mistakes({ verb: "status", mistakes: [{ what }] }));
}

async function recent({ member, services }: Request): Promise<Answer> {
  const pis = visiblePis(member, services.labs().pis.keys());
  return toMe(recentJobs(await services.store.jobs.list({ pis, owner: member.id, limit: limits.listPage })));
}
