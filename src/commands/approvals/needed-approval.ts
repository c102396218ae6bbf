import {
  type Approval,
  type ApprovalNeed,
  type ApprovalOutcome,
  approvalNeeds,
  approversOf,
  isCovered,
  sumOf,
  type YesFor,
} from "../../domain/approval/approval.ts";
import { differencesOf } from "../../domain/approval/asked-together.ts";
import type { ChannelId, MemberId } from "../../domain/ids.ts";
import type { Asked, Job } from "../../domain/job/job.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { ComputeEnvironment } from "../../domain/job/job-queue.ts";
import { whatRuns } from "../../domain/job/what-runs.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { listPriceOf } from "../../domain/submission/list-price.ts";
import type { Wish } from "../../domain/submission/submission.ts";
import type { Asked as WhoIsAsked } from "../../messages/approvals/waits-for-approval.ts";
import { actorOf, type Request, type Services } from "../request.ts";
import type { Prepared } from "../submit/prepare-submission.ts";

export type NeededApproval = {
  /** For each of the jobs, in their order. */
  approvals: readonly Approval[];
  /** An earlier yes is for these too, so nobody is asked. */
  standing?: ApprovalOutcome & { kind: "standing" };
  /** Who is asked; nobody where such jobs have a yes already, or where nobody could give one. */
  people: readonly MemberId[];
  /** The lab's channel, where they see it too. */
  channel?: ChannelId;
};

/** What of a job would have to wait for a yes that does not stand already: for who is still filling it in. */
export async function openNeeds(
  { services, member, nowMs }: Request,
  pi: Pi,
  { wish, definition: { name, revision }, asked }: { wish: Wish; definition: JobDefinition; asked: Asked },
): Promise<readonly ApprovalNeed[]> {
  const needs = approvalNeeds(pi, [{ wish, asked }]);
  if (needs.length === 0) return [];
  const job = { owner: member.id, pi: pi.name, definition: `${name}:${revision}`, asked };
  return (await standingFor(services, { needs, nowMs }, job)) === undefined ? needs : [];
}

/** For who is shown what would be sent. */
export function approvalSaid(needed: NeededApproval | undefined): string[] {
  if (needed === undefined) return [];
  const isOne = needed.approvals.length === 1;
  if (needed.standing !== undefined) return ["such jobs have a manager's yes"];
  return [
    isOne
      ? "it waits for a manager's yes before it is sent"
      : "they wait together for a manager's yes before any is sent",
  ];
}

/** Better said before it waits in vain. */
export function isUnanswerable({ standing, people }: NeededApproval): boolean {
  return standing === undefined && people.length === 0;
}

/**
 * Whether jobs of one member, lab and definition need a manager's yes before they are sent, and who is asked for it;
 * undefined where they need none. Several are one question.
 */
export async function neededApproval(
  request: Request,
  all: readonly Prepared[],
): Promise<NeededApproval | undefined> {
  const { services, nowMs } = request;
  const [first] = all;
  const pi = first && services.labs().pis.get(first.job.pi);
  if (first === undefined || pi === undefined) return undefined;
  const needs = approvalNeeds(
    pi,
    all.map(({ wish, job: { asked } }) => ({ wish, asked })),
  );
  if (needs.length === 0) return undefined;
  const { reason = "", job } = first;
  const asked = { size: sumOf(all.map((one) => one.job.asked)) };
  const standing = await standingFor(services, { needs, nowMs }, { ...job, asked });
  if (standing !== undefined) {
    const outcome = { kind: "standing", by: standing.by, atMs: nowMs, untilMs: standing.untilMs } as const;
    return { approvals: all.map(() => ({ needs, reason, outcome })), standing: outcome, people: [] };
  }
  const [channel, environments] = await Promise.all([
    channelFor(services, pi),
    environmentsOf(request, pi, job),
  ]);
  const together =
    job.batchRow === undefined || first.after !== undefined
      ? {}
      : { together: { size: all.length, differ: differencesOf(all.map(({ wish }) => wish)) } };
  return {
    approvals: all.map((one) => ({
      needs,
      reason,
      runs: whatRuns(one.request),
      ...priceOf(pi, one.job, environments),
      ...together,
    })),
    people: (await whoIsAsked(services, job)).people,
    ...(channel === undefined ? {} : { channel }),
  };
}

/** A yes must not fail because nobody can say what it costs. */
async function environmentsOf(
  { services, member, logger }: Request,
  pi: Pi,
  { queue: name }: Job,
): Promise<readonly ComputeEnvironment[]> {
  try {
    const queues = await services.queues(pi, actorOf(member, pi.name));
    return queues.find((queue) => queue.name === name)?.environments ?? [];
  } catch (error) {
    logger.warn({ err: error, queue: name }, "What a job would cost can not be said");
    return [];
  }
}

function priceOf(
  { region }: Pi,
  { asked }: Job,
  environments: readonly ComputeEnvironment[],
): Pick<Approval, "price"> {
  const size = asked.total ?? asked.size;
  const price = listPriceOf({ size, children: asked.arraySize ?? 1, environments, region });
  return price === undefined ? {} : { price };
}

/** An earlier yes that is for this too. Who gave it must still be one who may. */
async function standingFor(
  { store, admins }: Services,
  at: { needs: readonly ApprovalNeed[]; nowMs: number },
  { owner: member, pi, definition, asked }: Pick<Job, "owner" | "pi"> & Pick<YesFor, "definition" | "asked">,
) {
  const standing = await store.approvals.standing({ pi, member }, at.nowMs);
  const covering = standing.filter((yes) => isCovered(yes, { member, pi, definition, asked }, at));
  if (covering.length === 0) return undefined;
  const managers = await store.roster.managersOf(pi);
  return covering.find(({ by }) => managers.includes(by) || admins.has(by));
}

export async function whoIsAsked(
  { store, admins }: Services,
  { owner, pi }: Pick<Job, "owner" | "pi">,
): Promise<{ people: readonly MemberId[]; asked: WhoIsAsked }> {
  const managers = await store.roster.managersOf(pi);
  const others = managers.filter((member) => member !== owner);
  const asked: WhoIsAsked =
    others.length === 0 ? "admins" : managers.includes(owner) ? "other-managers" : "managers";
  return { people: approversOf(owner, { managers, admins: [...admins] }), asked };
}

/** Command and parameters stand in it: not where other organisations read along. */
async function channelFor({ isExternallyShared }: Services, pi: Pi): Promise<ChannelId | undefined> {
  return (await isExternallyShared(pi.channel)) ? undefined : pi.channel;
}
