import {
  type Approval,
  type ApprovalNeed,
  approvalNeeds,
  approversOf,
  isCovered,
  type YesFor,
} from "../domain/approval.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { type ListPrice, listPriceOf } from "../domain/list-price.ts";
import type { Pi } from "../domain/pi.ts";
import { whatRuns } from "../domain/what-runs.ts";
import type { Asked } from "../messages/waits-for-approval.ts";
import type { Prepared } from "./prepare-submission.ts";
import { actorOf, type Request, type Services } from "./request.ts";

export type NeededApproval = {
  approval: Approval;
  /** Who is asked; nobody where such jobs have a yes already, or where nobody could give one. */
  people: readonly MemberId[];
  /** The lab's channel, where they see it too. */
  channel?: ChannelId;
};

/** Whether a job needs a manager's yes before it is sent, and who is asked for it; undefined where it needs none. */
export async function neededApproval(
  request: Request,
  { job, wish, request: sent, reason = "" }: Prepared,
): Promise<NeededApproval | undefined> {
  const { services, nowMs } = request;
  const pi = services.labs().pis.get(job.pi);
  const needs = pi === undefined ? [] : approvalNeeds(pi, wish, job.asked);
  if (pi === undefined || needs.length === 0) return undefined;
  const approval: Approval = { needs, reason };
  const standing = await standingFor(services, { needs, nowMs }, job);
  if (standing !== undefined) {
    const outcome = { kind: "standing", by: standing.by, atMs: nowMs, untilMs: standing.untilMs } as const;
    return { approval: { ...approval, outcome }, people: [] };
  }
  const [channel, price] = await Promise.all([channelFor(services, pi), priceOf(request, pi, job)]);
  return {
    approval: { ...approval, runs: whatRuns(sent), ...(price === undefined ? {} : { price }) },
    people: (await whoIsAsked(services, job)).people,
    ...(channel === undefined ? {} : { channel }),
  };
}

/** A yes must not fail because nobody can say what it costs. */
async function priceOf(
  { services, member, logger }: Request,
  pi: Pi,
  { queue: name, asked }: Job,
): Promise<ListPrice | undefined> {
  try {
    const queues = await services.queues(pi, actorOf(member, pi.name));
    return listPriceOf({
      size: asked.total ?? asked.size,
      children: asked.arraySize ?? 1,
      environments: queues.find((queue) => queue.name === name)?.environments ?? [],
      region: pi.region,
    });
  } catch (error) {
    logger.warn({ err: error, queue: name }, "What a job would cost can not be said");
    return undefined;
  }
}

/** An earlier yes that is for this job too. Who gave it must still be one who may. */
async function standingFor(
  { store, admins }: Services,
  asked: { needs: readonly ApprovalNeed[]; nowMs: number },
  { owner: member, pi, definition, asked: size }: Job,
) {
  const yesFor: YesFor = { member, pi, definition, asked: size };
  const standing = await store.approvals.standing({ pi, member }, asked.nowMs);
  const covering = standing.filter((yes) => isCovered(yes, yesFor, asked));
  if (covering.length === 0) return undefined;
  const managers = await store.roster.managersOf(pi);
  return covering.find(({ by }) => managers.includes(by) || admins.has(by));
}

export async function whoIsAsked(
  { store, admins }: Services,
  { owner, pi }: Pick<Job, "owner" | "pi">,
): Promise<{ people: readonly MemberId[]; asked: Asked }> {
  const managers = await store.roster.managersOf(pi);
  const others = managers.filter((member) => member !== owner);
  const asked: Asked =
    others.length === 0 ? "admins" : managers.includes(owner) ? "other-managers" : "managers";
  return { people: approversOf(owner, { managers, admins: [...admins] }), asked };
}

/** Command and parameters stand in it: not where other organisations read along. */
async function channelFor({ isExternallyShared }: Services, pi: Pi): Promise<ChannelId | undefined> {
  return (await isExternallyShared(pi.channel)) ? undefined : pi.channel;
}
