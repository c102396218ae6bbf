import { childrenNamed, indexOfChild } from "../../domain/array/children-named.ts";
import { typicalFailure } from "../../domain/failure/typical-failure.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { LogPlace } from "../../logs/log-place.ts";
import { streamsOf } from "../../logs/streams.ts";
import { awsSilent } from "../../messages/aws-silent.ts";
import { shortIdOrName } from "../../messages/job/job-line.ts";
import { noLogYet } from "../../messages/logs/no-log-yet.ts";
import { noneFailed } from "../../messages/retrying/none-failed.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { findJob } from "../looking/find-job.ts";
import { refreshJob } from "../looking/refresh-job.ts";
import {
  childrenMeant,
  describeMember,
  namedIn,
  noSuchChild,
  type Which,
} from "../people/describe-member.ts";
import { render } from "../render.ts";
import type { Request } from "../request.ts";
import { keepAnswer, wholeOfAnswer } from "../retrying/answer-again.ts";
import { parse } from "../typing/parse.ts";
import { resumeLiveLog, stopLiveLog } from "./live-log-steps.ts";
import { goOnReading } from "./log-draft.ts";
import { jobOfStream, type StreamRef, showStream } from "./log-of-stream.ts";
import { logWish } from "./log-wish.ts";
import { knownFailures, showLogsOfChildren } from "./logs-of-children.ts";
import { type LogsInput, logsGrammar } from "./logs-options.ts";
import { showLog } from "./show-log.ts";
import { askWholeLog, stopWholeLog } from "./whole-log.ts";

export const logs = command({
  ...logsGrammar,
  access: "logs",
  run: (request, input) => findAndShow(request, input),
  steps: {
    follow: (request, { value }) => ofLine(request, `${value} --follow`),
    stop: stopLiveLog,
    resume: (request, target) => resumeLiveLog(request, target, (line) => ofLine(request, line)),
    more: (request, { value }) => goOnReading(request, value, findAndShow),
    whole: (request, { value }) => wholeOfAnswer(request, value, findAndShow),
    keep: (request, { value }) => keepAnswer(request, value, findAndShow),
    stopfile: stopWholeLog,
  },
});

/** As if the person had typed it. */
function ofLine(request: Request, text: string): Promise<Answer> {
  const parsed = parse(logsGrammar, text);
  if (!parsed.ok) throw new Error(`logs cannot read its own line ${text}`);
  return findAndShow(request, parsed.input);
}

/** `after`: it was read as far as that. */
async function findAndShow(request: Request, input: LogsInput, after?: LogPlace): Promise<Answer> {
  const stream = streamIn(input);
  const wish = { input, ...(after === undefined ? {} : { after }) };
  if (stream !== undefined) return ofStream(request, stream, wish);
  const lineFor = (job: JobRef) => render(logsGrammar, { ...input, job });
  const found = await findJob(request, { ref: input.job, action: "logs", lineFor, several: "newest" });
  if ("answer" in found) return found.answer;
  const node = input.node ?? namedIn(input.job).node;
  if (input.file) return wholeLog(request, found.job, { input, node });
  if (node !== undefined) return ofMember(request, found.job, { ...wish, which: { node } });
  const meant = await childrenChosen(request, found.job, input);
  if ("mistake" in meant) return wrong(meant.mistake);
  const { children } = meant;
  if (input.failed && children.length === 0) return toMe(noneFailed(found.job));
  const [only, another] = children;
  if (only === undefined) return ofJob(request, found.job, wish);
  if (another === undefined) return ofMember(request, found.job, { ...wish, which: { child: only } });
  return ofChildren(request, found.job, { input, indexes: children });
}

async function wholeLog(
  request: Request,
  job: Job,
  { input, node }: { input: LogsInput; node: number | undefined },
): Promise<Answer> {
  const meant = node === undefined ? await childrenChosen(request, job, input) : { node };
  if ("mistake" in meant) return wrong(meant.mistake);
  const { attempt, container, failed } = input;
  return askWholeLog(request, job, { ...meant, attempt, container, failed });
}

async function ofStream(request: Request, ref: StreamRef, wish: Wish): Promise<Answer> {
  const job = await jobOfStream(request, ref);
  if (!wish.input.file) return job === undefined ? showStream(request, ref, wish) : ofJob(request, job, wish);
  if (job === undefined) return wrong("As a file I send only the log of a job that I know: name the job.");
  const streams = streamsOf(job, { stream: ref.stream });
  const [{ attempt, container } = {}] = streams.kind === "streams" ? streams.list : [];
  return askWholeLog(request, job, { children: [], attempt, container, failed: false });
}

function streamIn({ job, stream }: LogsInput): StreamRef | undefined {
  if (stream !== undefined) return { stream };
  return job?.kind === "stream" ? job : undefined;
}

async function childrenChosen(
  request: Request,
  job: Job,
  { failed, index, job: ref, grep }: LogsInput,
): Promise<ReturnType<typeof childrenMeant>> {
  if (failed) return { children: await knownFailures(request, job) };
  if (index !== undefined) return childrenNamed(job, index);
  const meant = childrenMeant(job, ref);
  const size = job.asked.arraySize;
  const isWhole = size !== undefined && "children" in meant && meant.children.length === 0;
  // Who searches an array means all of it; who looks at it, one that failed.
  return isWhole && grep !== undefined ? { children: Array.from({ length: size }, (_, n) => n) } : meant;
}

type Wish = { input: LogsInput; after?: LogPlace };

/** An array has no log of its own, nor has a multi-node job: that of one that failed, or of its main node, is meant. */
async function ofJob(request: Request, known: Job, wish: Wish): Promise<Answer> {
  const { job, detail, stale } = await refreshJob(request, known);
  // Without AWS's answer the job's own secrets are not known, and could not be masked.
  if (stale === true) return toMe(awsSilent(job));
  const child = typicalFailure(job);
  if (child !== undefined) return ofMember(request, job, { ...wish, which: { child }, oneOf: job });
  const nodes = job.facts?.head.nodes;
  if (nodes !== undefined) return ofMember(request, job, { ...wish, which: { node: nodes.main } });
  return showLog(request, { ...wish, job, detail });
}

/** A child of an array and a node have logs of their own. */
async function ofMember(
  request: Request,
  whole: Job,
  { which, ...wish }: Wish & { which: Which; oneOf?: Job },
): Promise<Answer> {
  const member = await describeMember(request, whole, which);
  if ("mistake" in member) return wrong(member.mistake);
  if ("notYet" in member) return toMe(noLogYet(whole));
  const label = "child" in which ? { index: which.child } : which;
  return showLog(request, { ...member, ...wish, label });
}

async function ofChildren(
  request: Request,
  array: Job,
  { input, indexes }: { input: LogsInput; indexes: readonly number[] },
): Promise<Answer> {
  const mistake = noSuchChild(array, indexes);
  if (mistake !== undefined) return wrong(mistake);
  if (input.follow) return wrong("One log at a time is followed: give a single index, as `3fa9:7`.");
  const zone = await request.services.zoneOf(request.member.id);
  const wish = logWish(input, { nowMs: request.nowMs, zone, usual: limits.logChildTail });
  if ("mistake" in wish) return wrong(wish.mistake);
  const { attempt, container } = input;
  const job: JobRef = { kind: "start", text: shortIdOrName(array) };
  return showLogsOfChildren(request, array, {
    indexes,
    ...wish,
    ...(zone === undefined ? {} : { zone }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(container === undefined ? {} : { container }),
    inputFor: (children) => {
      const index = children.map((child) => indexOfChild(array, child));
      return { ...input, job, failed: false, index };
    },
  });
}

function wrong(what: string): Answer {
  return toMe(mistakes({ verb: "logs", mistakes: [{ what }] }));
}
