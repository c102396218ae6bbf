/** A log that somebody names by its stream, as the console shows it. */
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { jobMask } from "../../logs/job-mask.ts";
import type { LogPlace } from "../../logs/log-place.ts";
import { isRefused } from "../../logs/log-trouble-kind.ts";
import { type LogReading, readLog } from "../../logs/read-log.ts";
import { batchGroup } from "../../logs/streams.ts";
import { jobNotFound } from "../../messages/job/job-not-found.ts";
import { type LogLines, logLines } from "../../messages/logs/log-lines.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { allowedJob } from "../looking/find-job.ts";
import { actorOf, type Request } from "../request.ts";
import { logBounds, logWish, pinnedTimes } from "./log-wish.ts";
import type { LogsInput } from "./logs-options.ts";
import { readingWords, saveRest } from "./show-log.ts";

export type StreamRef = { stream: string; group?: string };

/** The asker's job that writes there, if one is known. */
export async function jobOfStream(request: Request, { stream }: StreamRef): Promise<Job | undefined> {
  const pis = visiblePis(request.member, request.services.labs().pis.keys());
  const [job] = await request.services.store.logStreams.jobsOf(stream, pis);
  if (job === undefined) return undefined;
  const allowed = await allowedJob(request, job, "logs");
  return "job" in allowed ? allowed.job : undefined;
}

type Wish = { input: LogsInput; after?: LogPlace };

/**
 * A stream of no job that is known: it is read in accounts that hold nobody's jobs but the asker's, in the group where
 * Batch writes, as far as AWS lets their lab read it. What is not found there is answered as a job that does not exist.
 */
export async function showStream(
  request: Request,
  { stream, group = batchGroup }: StreamRef,
  { input, after }: Wish,
): Promise<Answer> {
  const { member, services, nowMs } = request;
  const zone = await services.zoneOf(member.id);
  const wish = logWish(input, { nowMs, zone, usual: limits.logTailDefault });
  if ("mistake" in wish) return toMe(mistakes({ verb: "logs", mistakes: [{ what: wish.mistake }] }));
  const found =
    group === batchGroup ? await readIn(request, { stream, after, query: wish.query }) : undefined;
  if (found === undefined) return toMe(jobNotFound(stream));
  const log: LogLines = {
    stream,
    part: wish.part,
    ...readingWords(found, wish),
    ...withoutUndefined({ zone, further: after && (true as const) }),
    ownSecretsUnknown: true,
  };
  const more = await saveRest(request, { log, reading: found, input: { ...input, ...pinnedTimes(wish) } });
  return toMe(logLines(more === undefined ? log : { ...log, more }));
}

type Reading = LogReading & { found: true };
type ToRead = { stream: string; query: Parameters<typeof readLog>[2]["query"]; after: LogPlace | undefined };

async function readIn(request: Request, { stream, query, after }: ToRead): Promise<Reading | undefined> {
  const { member, services, nowMs } = request;
  const visible = visiblePis(member, services.labs().pis.keys());
  const others = await services.store.logStreams.accountsOfOthers(stream, visible);
  for (const pi of ownAccounts(request).slice(0, limits.streamAccounts)) {
    if (others.includes(pi.account)) continue;
    const { allowed } = await allow(request, "logs", { pi, owner: member.id, job: stream });
    if (!allowed) continue;
    const source = {
      jobLogs: services.jobLogs(actorOf(member, pi.name)),
      mask: jobMask(undefined, { patterns: pi.logs.mask }),
      nowMs: services.clock.nowMs,
    };
    const ref = { pi: pi.name, region: pi.region, group: batchGroup, stream };
    const bounds = logBounds(nowMs);
    try {
      const reading = await readLog(source, ref, {
        query,
        bounds,
        ...(after === undefined ? {} : { after }),
      });
      if (reading.found) return reading;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  return undefined;
}

/** One PI for each account and region in which there are no labs but the asker's. */
function ownAccounts({ member, services }: Request): Pi[] {
  const { pis } = services.labs();
  const visible = new Set(visiblePis(member, pis.keys()));
  const others = new Set(
    [...pis.values()].filter(({ name }) => !visible.has(name)).map(({ account }) => account),
  );
  const own = [...pis.values()].filter(({ name, account }) => visible.has(name) && !others.has(account));
  return [...new Map(own.map((pi) => [`${pi.account} ${pi.region}`, pi])).values()];
}
