import { failedIndexes } from "../../domain/array/children-sum.ts";
import { childId } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { memberJob } from "../../domain/job/member-job.ts";
import { limits } from "../../domain/limits.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { jobMask } from "../../logs/job-mask.ts";
import { isPassing } from "../../logs/log-trouble-kind.ts";
import { type LogQuery, readLog } from "../../logs/read-log.ts";
import { streamsOf } from "../../logs/streams.ts";
import { awsSilent } from "../../messages/aws-silent.ts";
import {
  type ChildLog,
  type Left,
  type LogsOfChildren,
  logsOfChildren,
} from "../../messages/logs/logs-of-children.ts";
import { type Answer, toMe } from "../answer.ts";
import { behindVerb, render } from "../render.ts";
import { actorOf, type Request } from "../request.ts";
import { saveAgain } from "../retrying/answer-again.ts";
import { saveShown } from "../sharing/share-draft.ts";
import { saveLine } from "../typing/line-draft.ts";
import { type LogsInput, logsGrammar } from "./logs-options.ts";

export type ChildrenWish = {
  indexes: readonly number[];
  /** Lines or matches of each. */
  query: LogQuery;
  part: LogsOfChildren["part"];
  attempt?: number;
  container?: string;
  /** IANA name of the reader's zone. */
  zone?: string;
  /** The same for others of them. */
  inputFor(indexes: readonly number[]): LogsInput;
};

/** A few lines of each: of so many children that the answer can be read, and is there in time. */
export async function showLogsOfChildren(request: Request, array: Job, wish: ChildrenWish): Promise<Answer> {
  const isSearch = wish.part.kind === "matching";
  const most = isSearch ? limits.logChildrenSearched : limits.logChildren;
  const asked = wish.indexes.slice(0, most);
  const details = await describeChildren(request, array, asked);
  if (details === undefined) return toMe(awsSilent(array));
  const children = await readChildren(request, array, { wish, indexes: asked, details });
  if (children.length === 0) return toMe(awsSilent(array));
  const rest = wish.indexes.slice(children.length);
  const left =
    rest.length === 0 ? undefined : await leftOf(request, wish, { rest, next: Math.min(rest.length, most) });
  const { part, zone, query, attempt, container } = wish;
  const shown = children.filter(({ lines }) => lines.length > 0).slice(0, limits.snippetChildren);
  const same = wish.inputFor(children.map(({ index }) => index));
  // From their ends they are the same only up to now.
  const isPinned = same.head !== undefined || same.until !== undefined;
  const again = await saveAgain(request, isPinned ? same : { ...same, until: { atMs: request.nowMs } });
  const share = await saveShown(request, array, {
    which: withoutUndefined({ indexes: shown.map(({ index }) => index), attempt, container }),
    wish: { query, part },
    lines: shown.flatMap(({ lines }) => lines),
    count: query.count,
  });
  return toMe(logsOfChildren(withoutUndefined({ job: array, part, children, left, share, again, zone })));
}

type ToRead = { wish: ChildrenWish; indexes: readonly number[]; details: ReadonlyMap<number, unknown> };

/** As many of them as there is time for, and as AWS gives. */
async function readChildren(
  request: Request,
  array: Job,
  { wish, indexes, details }: ToRead,
): Promise<ChildLog[]> {
  const { nowMs } = request.services.clock;
  const deadlineMs = nowMs() + limits.logReadMs;
  const children: ChildLog[] = [];
  for (const index of indexes) {
    if (nowMs() >= deadlineMs) break;
    try {
      const child = await readChild(request, array, { wish, index, detail: details.get(index), deadlineMs });
      // The time of all was over in the midst of it: it is the first of the next.
      if (child.isCut && children.length > 0 && nowMs() >= deadlineMs) break;
      children.push(child);
    } catch (error) {
      if (!isPassing(error)) throw error;
      break;
    }
  }
  return children;
}

async function leftOf(
  request: Request,
  { inputFor }: ChildrenWish,
  { rest, next }: { rest: readonly number[]; next: number },
): Promise<Left> {
  const line = render(logsGrammar, inputFor(rest));
  const draft = await saveLine(request, "next", { verb: "logs", text: behindVerb(line) });
  return { count: rest.length, next, line, draft };
}

/** Which of an array's children failed, as far as they have told. */
export async function knownFailures({ services }: Request, array: Job): Promise<readonly number[]> {
  if (array.batchId === undefined) return [];
  return failedIndexes(await services.store.children.get({ job: array.id, batchId: array.batchId }));
}

/** By index; undefined when AWS does not answer. */
async function describeChildren(
  { member, services, logger }: Request,
  array: Job,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, unknown> | undefined> {
  const pi = services.labs().pis.get(array.pi);
  const { batchId } = array;
  if (pi === undefined || batchId === undefined) return new Map();
  try {
    const ids = new Map(indexes.map((index) => [childId(batchId, index), index]));
    const answers = await services.batch.describe(pi, actorOf(member, array.pi), [...ids.keys()]);
    return new Map(answers.map((answer) => [ids.get(answer.batchId) ?? -1, answer.detail]));
  } catch (error) {
    logger.warn({ err: error, job: batchId }, "AWS could not be asked about an array's children");
    return undefined;
  }
}

type Reading = { wish: ChildrenWish; index: number; detail: unknown; deadlineMs: number };

async function readChild(
  { services, member }: Request,
  array: Job,
  { wish, index, detail, deadlineMs }: Reading,
): Promise<ChildLog> {
  const { nowMs } = services.clock;
  const bare = { index, lines: [], masked: 0 };
  const job = detail === undefined ? undefined : memberJob(array, detail, nowMs());
  if (job === undefined) return bare;
  const streams = streamsOf(job, withoutUndefined({ attempt: wish.attempt, container: wish.container }));
  switch (streams.kind) {
    case "streams":
      break;
    case "never":
    case "elsewhere":
      return { ...bare, job, none: streams.kind };
    default:
      return { ...bare, job, none: "not yet" };
  }
  const patterns = services.labs().pis.get(array.pi)?.logs.mask ?? [];
  const mask = jobMask(detail, { patterns });
  const source = { jobLogs: services.jobLogs(actorOf(member, array.pi)), mask, nowMs };
  const reading = await readLog(source, streams.list[0], {
    query: wish.query,
    bounds: { maxPages: limits.logChildPages, deadlineMs, lineChars: limits.logLineChars },
  });
  if (!reading.found) return { ...bare, job, none: isEnded(job.state) ? "gone" : "not yet" };
  const { lines, masked, cut } = reading;
  return { index, job, lines, masked, ...(cut === undefined ? {} : { isCut: true }) };
}
