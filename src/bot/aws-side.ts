/** What the bot hears from AWS and asks of it, and the loops that see to it. */
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Actor } from "../aws/accounts.ts";
import { type CallPace, createCallPace } from "../aws/call-pace.ts";
import { definitionNames, findDefinition } from "../aws/definitions.ts";
import { createJobLogs, type JobLogs, type LogReaderOf } from "../aws/job-logs.ts";
import { batchJobs } from "../aws/jobs.ts";
import { keptAnswers } from "../aws/kept-answers.ts";
import { type LabLook, lookAtLab } from "../aws/lab-look.ts";
import { describeQueues } from "../aws/queues.ts";
import { type RegisterOptions, registerDefinition } from "../aws/register-definition.ts";
import { anyLogOf, whoseLog } from "../domain/failure/typical-failure.ts";
import { childId, nodeId } from "../domain/job/family.ts";
import type { Job } from "../domain/job/job.ts";
import type { JobDefinition } from "../domain/job/job-definition.ts";
import type { JobQueue } from "../domain/job/job-queue.ts";
import { memberJob } from "../domain/job/member-job.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import { accountRests } from "../events/account-rests.ts";
import { applier } from "../events/applier.ts";
import { failedChildren } from "../events/failed-children.ts";
import { openInbox } from "../events/inbox.ts";
import { reconcile } from "../events/reconcile.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { failureLines } from "../logs/failure-lines.ts";
import { lookAtLog } from "../logs/follow-log.ts";
import { bytesOfLog } from "../logs/measure-log.ts";
import { childStops } from "../stops/child-stops.ts";
import { stops } from "../stops/stops.ts";
import { submissions } from "../submissions/submissions.ts";
import type { LogFollower } from "../threads/live-logs.ts";
import type { BotRim } from "./bot-rim.ts";

/** `onChanged`: a job or its thread has changed. */
export function awsSide(rim: BotRim, onChanged: () => void) {
  const { labs, store, accounts, clock, chance, load, logger, quietMs } = rim;
  const { nowMs } = clock;
  const batch = batchJobs(accounts);
  const jobLogs = jobLogsOf(rim);

  const applying = applier({
    store,
    clock,
    logger,
    quietMs,
    load,
    onApplied: (counts) => {
      rim.seen.events(counts);
      onChanged();
    },
  });
  const inbox = openInbox(store, { backlog: limits.eventBacklog, clock, onSaved: applying.wake });
  const askPace = callPaceBy(clock, {
    callsPerSecond: limits.askCallsPerSecond,
    burst: limits.askCallsBurst,
  });
  const about = {
    store,
    batch,
    labs,
    paceOf: askPace.turn,
    rests: accountRests(chance),
    clock,
    logger,
    quietMs,
    onReports: onChanged,
  };
  const asking = reconcile(about);
  const listing = failedChildren({ ...about, chance });
  const sending = submissions({ store, batch, labs, clock, chance, logger, quietMs, onChanged });
  const stopPace = callPaceBy(clock, {
    callsPerSecond: limits.stopCallsPerSecond,
    burst: limits.stopCallsBurst,
  });
  const stopsAt = { store, batch, labs, paceOf: stopPace.turn, clock, chance, logger, quietMs, onChanged };
  const stopping = stops(stopsAt);
  const stoppingChildren = childStops(stopsAt);

  const lastLines = async (job: Job): Promise<readonly string[]> => {
    const pi = labs().pis.get(job.pi);
    const id = whoseLog(job);
    if (pi === undefined || id === undefined) return [];
    const [answer] = await batch.describe(pi, "system", [id]);
    const whose = id === job.batchId ? job : memberJob(job, answer?.detail, nowMs());
    if (whose === undefined) return [];
    return failureLines({ jobLogs: jobLogs("system"), nowMs }, { job: whose, pi, detail: answer?.detail });
  };

  /** Of an array a child in its middle, of nodes the main one. */
  const bytesLogged = async (job: Job): Promise<number | undefined> => {
    const pi = labs().pis.get(job.pi);
    const id = anyLogOf(job);
    if (pi === undefined || id === undefined) return undefined;
    const [answer] = id === job.batchId ? [] : await batch.describe(pi, "system", [id]);
    const whose = id === job.batchId ? job : memberJob(job, answer?.detail, nowMs());
    return whose && bytesOfLog(jobLogs("system"), whose);
  };

  const ofLiveLogs: LogFollower = {
    ask: async (job, { child, node }) => {
      const pi = labs().pis.get(job.pi);
      const { batchId } = job;
      if (pi === undefined || batchId === undefined) return undefined;
      const whole = node === undefined ? batchId : nodeId(batchId, node);
      const [answer] = await batch.describe(pi, "system", [
        child === undefined ? whole : childId(batchId, child),
      ]);
      return answer?.detail;
    },
    look: async (job, detail, before) => {
      const pi = labs().pis.get(job.pi);
      if (pi === undefined) return { kind: "no-log" };
      return lookAtLog({ jobLogs: jobLogs("system"), nowMs }, { job, pi, detail }, before);
    },
  };

  return {
    batch,
    jobLogs,
    ...offersOf(rim),
    inbox,
    submissions: sending,
    stops: stopping,
    childStops: stoppingChildren,
    registerDefinition: (options: RegisterOptions) => registerDefinition(accounts, options),
    lookAtLab: (pi: Pi, actor: Actor): LabLook => lookAtLab(accounts, pi, actor),
    /** The lines that say why a job failed; none while CloudWatch has none yet. */
    lastLines,
    bytesLogged,
    ofLiveLogs,
    /** Something may be to ask now. */
    wake: listing.wake,
    loops: [applying, asking, listing, sending, stopping, stoppingChildren],
  };
}

/** What a lab may use, whoever of it asks: the member was looked at before, and AWS tells all of them the same. */
function offersOf({ accounts, clock }: BotRim) {
  const kept = keptAnswers(clock, { forMs: limits.awsAnswersMs, most: limits.awsAnswers });
  const of = ({ name, account, region, role, externalId, queues, definitions, jobRole }: Pi): string =>
    JSON.stringify([name, account, region, role, externalId, queues, definitions, jobRole]);
  const ask = <T>(how: Freshness | undefined, question: string, asking: () => Promise<T>): Promise<T> =>
    how === "now" ? kept.anew(question, asking) : kept.get(question, asking);
  return {
    queues: (pi: Pi, actor: Actor, how?: Freshness): Promise<JobQueue[]> =>
      ask(how, `queues ${of(pi)}`, () => describeQueues(accounts, pi, actor)),
    definition: (pi: Pi, actor: Actor, named: string, how?: Freshness): Promise<JobDefinition | undefined> =>
      ask(how, `definition ${named} ${of(pi)}`, () => findDefinition(accounts, { pi, actor }, named)),
    definitionNames: (pi: Pi, actor: Actor): Promise<string[]> =>
      ask(undefined, `definition names ${of(pi)}`, () => definitionNames(accounts, { pi, actor })),
  };
}

/** `now`: as it is at this moment, and not as it was some seconds ago. */
type Freshness = "now";

/** Readers of one account share its quota of calls, whoever asks. */
function jobLogsOf({ accounts, clock, labs }: BotRim): (actor: Actor) => JobLogs {
  const pace = callPaceBy(clock, { callsPerSecond: limits.logCallsPerSecond, burst: limits.logCallsBurst });
  const piOf = (who: LogReaderOf): Pi => {
    const pi = labs().pis.get(who.pi);
    if (pi === undefined) throw new Error(`${who.pi} is no longer in the labs file`);
    return pi;
  };
  const quotaOf = (who: LogReaderOf): string => `${piOf(who).account} ${who.region}`;
  return (actor) =>
    createJobLogs(async (who): Promise<CloudWatchLogsClient> => accounts.logs(piOf(who), actor, who.region), {
      turn: (who) => pace.turn(quotaOf(who)),
      throttled: (who) => pace.rest(quotaOf(who), limits.logThrottledMs),
    });
}

function callPaceBy(clock: Clock, pace: { callsPerSecond: number; burst: number }): CallPace {
  const wait = (delayMs: number) => new Promise<void>((resolve) => clock.after(delayMs, resolve));
  return createCallPace(pace, { nowMs: clock.nowMs, wait });
}
