import type { Logger } from "pino";
import type { Actor } from "../aws/accounts.ts";
import type { JobLogs } from "../aws/job-logs.ts";
import type { BatchJobs } from "../aws/jobs.ts";
import type { LabLook } from "../aws/lab-look.ts";
import type { Registered, RegisterOptions } from "../aws/register-definition.ts";
import type { ChannelId, MemberId, MessageTs, PiName, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { Job } from "../domain/job/job.ts";
import type { JobDefinition } from "../domain/job/job-definition.ts";
import type { JobQueue } from "../domain/job/job-queue.ts";
import type { Report } from "../domain/job/report.ts";
import type { EventWays } from "../domain/people/lab-check.ts";
import { type Member, membershipIn } from "../domain/people/member.ts";
import type { Labs, Pi } from "../domain/people/pi.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { PeopleFinder } from "../roster/find-people.ts";
import type { PersonStandings } from "../roster/standings.ts";
import type { Readers } from "../slack/readers.ts";
import type { TextFiles } from "../slack/text-files.ts";
import type { UserGroups } from "../slack/user-groups.ts";
import type { ChildStops } from "../stops/child-stops.ts";
import type { Stops } from "../stops/stops.ts";
import type { Store } from "../store/open-store.ts";
import type { Submissions } from "../submissions/submissions.ts";
import type { CardWatch } from "../threads/posted-card.ts";
import type { SnippetWatch } from "../threads/snippet-watch.ts";
import type { Command } from "./command.ts";
import type { Trail } from "./note.ts";

/** One person's intention on its way through a verb. */
export type Request = {
  invocation: Invocation;
  member: Member;
  services: Services;
  nowMs: number;
  logger: Logger;
  trail: Trail;
  /** It is saved, and carried out now: what is wrong with it is said in its answer. */
  isTaken?: true;
};

/** What verbs work with; everything outside of us stands behind one of these. */
export type Services = {
  commands: readonly Command[];
  store: Store;
  labs(): Labs;
  admins: ReadonlySet<MemberId>;
  batch: BatchJobs;
  /** As they were within the last seconds; `now` asks AWS. So with definitions. */
  queues(pi: Pi, actor: Actor, how?: "now"): Promise<JobQueue[]>;
  definition(pi: Pi, actor: Actor, named: string, how?: "now"): Promise<JobDefinition | undefined>;
  definitionNames(pi: Pi, actor: Actor): Promise<string[]>;
  /** Throws AwsTrouble. */
  registerDefinition(options: RegisterOptions): Promise<Registered | "name taken">;
  jobLogs(actor: Actor): JobLogs;
  /** What a lab's account has, as it is now. */
  lookAtLab(pi: Pi, actor: Actor): LabLook;
  eventWays: EventWays;
  submissions: Submissions;
  stops: Stops;
  childStops: ChildStops;
  /** Takes in what AWS has just said of jobs. */
  takeReports(reports: readonly Report[]): Promise<void>;
  cards: CardWatch;
  /** What has become of a piece of a log that was shared, once it has moved on. */
  snippetOnce: SnippetWatch;
  /** Who reads where. */
  readers: Readers;
  permalink(channel: ChannelId, ts: MessageTs): Promise<string | undefined>;
  /** Whether a direct message is the one between the bot and this person, and not one between people. */
  isOwnDirect(channel: ChannelId, member: MemberId): Promise<boolean>;
  /** Whether a person is in a channel; false where Slack does not tell. */
  isIn(channel: ChannelId, member: MemberId): Promise<boolean>;
  /** Whether other organisations read along; true where Slack does not tell. */
  isExternallyShared(channel: ChannelId): Promise<boolean>;
  /** Our own team; undefined until Slack has said it. */
  team(): TeamId | undefined;
  standings: PersonStandings;
  people: PeopleFinder;
  membersOfGroup: UserGroups["members"];
  /** How a person is called; never throws. */
  nameOf(member: MemberId, hutchnet: string): Promise<string>;
  /** A person's time zone as Slack tells it now; undefined where it does not. Never throws. */
  zoneOf(member: MemberId): Promise<string | undefined>;
  /** What is in a file that was attached to a message. */
  readFile: TextFiles["read"];
  /** A job or a thread has changed. */
  changed(): void;
  clock: Clock;
  quietMs: number;
};

/** On whose behalf AWS is asked under this PI: an admin who is not of the lab appears under their Slack id. */
export function actorOf(member: Member, pi: PiName): Exclude<Actor, "system"> {
  return { member: member.id, hutchnet: membershipIn(member, pi)?.hutchnet ?? member.id.toLowerCase() };
}

/** Who stopped a job, where that was not its owner; and who decided over it, where it needed a yes. */
export async function stopperOf(
  { nameOf }: Services,
  { stop, owner, approval }: Job,
): Promise<{ stopperName?: string; deciderName?: string }> {
  const outcome = approval?.outcome;
  const decider = outcome === undefined || outcome.kind === "expired" ? undefined : outcome.by;
  return {
    ...(stop === undefined || stop.by === owner ? {} : { stopperName: await nameOf(stop.by, "somebody") }),
    ...(decider === undefined ? {} : { deciderName: await nameOf(decider, "somebody") }),
  };
}
