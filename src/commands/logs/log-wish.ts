/** What somebody wants to see of a log, from what they typed. */
import { limits } from "../../domain/limits.ts";
import { type LogTime, momentMeant } from "../../domain/logs/log-time.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import type { LogQuery } from "../../logs/read-log.ts";
import { compileSearch } from "../../logs/search.ts";
import type { LogLines } from "../../messages/logs/log-lines.ts";
import type { LogsInput } from "./logs-options.ts";

export type LogWish = { query: LogQuery; part: LogLines["part"] };

export type Reader = { nowMs: number; zone: string | undefined };

/** `usual`: how many lines, where nobody has said. */
export function logWish(
  input: LogsInput,
  { nowMs, zone = "UTC", usual }: Reader & { usual: number },
): LogWish | { mistake: string } {
  const { head, tail, grep } = input;
  const search = grep === undefined ? undefined : compileSearch(grep);
  if (search?.ok === false) return { mistake: search.mistake };
  const moment = (time: LogTime | undefined, end: "since" | "until") =>
    time === undefined ? undefined : momentMeant(time, { nowMs, zone, end });
  const times = withoutUndefined({
    sinceMs: moment(input.since, "since"),
    untilMs: moment(input.until, "until"),
  });
  if (times.sinceMs !== undefined && times.untilMs !== undefined && times.sinceMs >= times.untilMs) {
    return { mistake: "`--since` is not before `--until`, so no line can lie between them." };
  }
  const query: LogQuery = {
    from: head === undefined ? "tail" : "head",
    count: head ?? tail ?? usual,
    ...(search === undefined ? {} : { search: { search: search.value, ...around(input) } }),
    ...times,
  };
  return { query, part: partOf(input, query) };
}

function around({ before, after, context = 0 }: LogsInput): { before: number; after: number } {
  return { before: before ?? context, after: after ?? context };
}

function partOf({ grep }: LogsInput, { from, sinceMs, untilMs }: LogQuery): LogLines["part"] {
  const end = from === "head" ? "first" : "last";
  const times = withoutUndefined({ sinceMs, untilMs });
  return grep === undefined ? { kind: end, ...times } : { kind: "matching", pattern: grep, end, ...times };
}

/** So that it means the same later: times as they are now. */
export function pinnedTimes({ query: { sinceMs, untilMs } }: LogWish): Pick<LogsInput, "since" | "until"> {
  const at = (atMs: number | undefined) => (atMs === undefined ? undefined : { atMs });
  return { since: at(sinceMs), until: at(untilMs) };
}

/** Of one log; the whole of a search is bounded by time. */
export function logBounds(nowMs: number) {
  return {
    maxPages: limits.logPages,
    deadlineMs: nowMs + limits.logReadMs,
    lineChars: limits.logLineChars,
    wholeChars: limits.logWholeChars,
  };
}
