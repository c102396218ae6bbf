/** What a message says of a job in a word or two. */
import { decidingContainer } from "../../domain/job/attempt.ts";
import { familyOf } from "../../domain/job/family.ts";
import { type Job, maxAttempts, shortId } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { durationWords } from "../text/duration.ts";
import { grouped } from "../text/numbers.ts";
import { bold, code, type Prose, say } from "../text/prose.ts";
import { sizeWords } from "./size.ts";

export function jobName(job: Pick<Job, "name">): Prose {
  return [bold(job.name)];
}

/** A child of an array and a node go by the name of the whole: `align (index 7)`. */
export function memberName(job: Member): Prose {
  return say`${jobName(job)}${memberWords(job)}`;
}

/** ` (index 7)`; empty for a job that is no part of another. */
export function memberWords(job: Member): string {
  const member = job.batchId === undefined ? undefined : familyOf(job.batchId).member;
  if (member === undefined) return "";
  return member.kind === "node" ? ` (node ${member.index})` : ` (${childWords(job, member.index)})`;
}

type Member = Pick<Job, "name" | "batchId" | "asked">;

/** Absent until AWS has given an id. */
export function jobId(job: Job): Prose | undefined {
  return job.batchId === undefined ? undefined : [code(shortId(job.batchId))];
}

/** `100 × 4 vCPU, 16 GiB` */
export function jobSize({ asked, facts }: Pick<Job, "asked" | "facts">): Prose {
  const size = sizeWords(facts?.head.size ?? asked.size);
  const { nodes = 1, arraySize } = asked;
  if (nodes > 1) return say`${grouped(nodes)} nodes, the main one ${size}`;
  return arraySize === undefined ? say`${size}` : say`${grouped(arraySize)} × ${size}`;
}

/** `attempt 2 of 3`, of an array `up to 3 attempts each`; nothing where there is only one. */
export function attemptWords(job: Job): Prose | undefined {
  const max = maxAttempts(job);
  if (max <= 1) return undefined;
  const when =
    job.asked.retryOn === "spot" && !isEnded(job.state) ? " (again only after a spot reclaim)" : "";
  // Each child of an array has attempts of its own.
  if (job.asked.arraySize !== undefined) return say`up to ${max} attempts each${when}`;
  return say`attempt ${attemptNumber(job)} of ${max}${when}`;
}

/** Batch lists an attempt once it has stopped, so the one that runs is the next. */
function attemptNumber(job: Job): number {
  const attempts = job.facts?.attempts ?? [];
  const stopped = attempts.filter((attempt) => attempt.stoppedAtMs !== undefined).length;
  const number = isEnded(job.state) ? attempts.length : Math.max(stopped + 1, attempts.length);
  return Math.max(1, Math.min(number, maxAttempts(job)));
}

/** ` after 2 h 14 min`, or nothing where that is not known. */
export function afterWords(durationMs: number | undefined): string {
  return durationMs === undefined ? "" : ` after ${durationWords(durationMs)}`;
}

export function exitCode({ facts }: Job): number | undefined {
  const last = facts?.attempts.at(-1);
  return last === undefined ? undefined : decidingContainer(last)?.exitCode;
}

/** As a shell would read it; absent where the definition's own command runs. */
export function commandLine({ asked }: Pick<Job, "asked">): string | undefined {
  return wordsLine(asked.command ?? []);
}

export function wordsLine(words: readonly string[]): string | undefined {
  return words.length > 0 ? words.map(shellWord).join(" ") : undefined;
}

export function parameterLine({ asked }: Pick<Job, "asked">): string | undefined {
  const pairs = Object.entries(asked.parameters).map(([key, value]) => shellWord(`${key}=${value}`));
  return pairs.length > 0 ? pairs.join(" ") : undefined;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
