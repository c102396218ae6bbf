/** Which lines of which log somebody wants to share, as texts of a form, and how they are read. */
import type { SubmissionId } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { momentMeant } from "../../domain/logs/log-time.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { compileSearch, type Search } from "../../logs/search.ts";
import type { SharePart, SharePicks, SharePlace } from "../../messages/sharing/share-form.ts";
import type { FormMistake } from "../answer.ts";
import { readIndexes } from "../kinds/indexes.ts";
import { logTimeKind } from "../kinds/log-time.ts";
import type { Reader } from "../logs/log-wish.ts";
import type { Request } from "../request.ts";

/** What was looked at when *Share* was pressed. */
export type ShareWish = {
  job: SubmissionId;
  /** Of an array. */
  indexes?: readonly number[];
  node?: number;
  attempt?: number;
  container?: string;
  /** Of a search: where it begins. */
  end?: "first" | "last";
  picks: Partial<SharePicks>;
  /** What was written before or later was not looked at. */
  sinceMs?: number;
  untilMs?: number;
  /** IANA name of the sharer's zone, as it was then: what was seen must look the same as it is shared. */
  zone?: string;
  /** As a typed line says. */
  place?: SharePlace;
  comment?: string;
};

/** The picks of a form, read. `only` counts from 1. */
export type PickQuery = {
  part: SharePart;
  count: number;
  search?: { search: Search; pattern: string; around: number };
  sinceMs?: number;
  untilMs?: number;
  only?: readonly number[];
};

export const usualPicks: SharePicks = {
  part: "last",
  count: String(limits.logTailDefault),
  grep: "",
  around: "0",
  since: "",
  until: "",
  only: "",
};

/** Slack is asked once for where somebody's day is. */
export async function withZone(request: Request, wish: ShareWish): Promise<ShareWish & { zone: string }> {
  const zone = wish.zone ?? (await request.services.zoneOf(request.member.id)) ?? "UTC";
  return { ...wish, zone };
}

export function picksOf({ picks }: Pick<ShareWish, "picks">): SharePicks {
  return { ...usualPicks, ...picks };
}

/** Fields that the chosen part does not show count for nothing. */
export function readPicks(picks: SharePicks, reader: Reader): { ok: true; query: PickQuery } | Mistaken {
  const { part } = picks;
  const mistakes: FormMistake[] = [];
  const number = (field: "count" | "around", { min, max }: { min: number; max: number }): number => {
    const value = /^\d{1,6}$/.test(picks[field].trim()) ? Number(picks[field]) : Number.NaN;
    if (value >= min && value <= max) return value;
    mistakes.push({ field, what: `Write a number from ${min} to ${max}.` });
    return min;
  };
  const count =
    part === "times" || part === "why"
      ? limits.snippetLines
      : number("count", { min: 1, max: limits.snippetLines });
  const search = part === "match" ? searchIn(picks.grep, mistakes) : undefined;
  const around = part === "match" ? number("around", { min: 0, max: limits.snippetContext }) : 0;
  const times = part === "times" ? timesIn(picks, { reader, mistakes }) : {};
  const only = onlyIn(picks.only, mistakes);
  if (mistakes.length > 0) return { ok: false, mistakes };
  return {
    ok: true,
    query: {
      part,
      count,
      ...(search === undefined ? {} : { search: { search, pattern: picks.grep.trim(), around } }),
      ...times,
      ...(only === undefined ? {} : { only }),
    },
  };
}

export type Mistaken = { ok: false; mistakes: readonly FormMistake[] };

function searchIn(grep: string, mistakes: FormMistake[]): Search | undefined {
  if (grep.trim() === "") {
    mistakes.push({ field: "grep", what: "Write what to look for." });
    return undefined;
  }
  const compiled = compileSearch(grep.trim());
  if (compiled.ok) return compiled.value;
  mistakes.push({ field: "grep", what: compiled.mistake.replaceAll("`", "") });
  return undefined;
}

type ReadWith = { reader: Reader; mistakes: FormMistake[] };

function timesIn({ since, until }: SharePicks, read: ReadWith): { sinceMs?: number; untilMs?: number } {
  const from = momentIn("since", since, read);
  const to = until.trim() === "" ? undefined : momentIn("until", until, read);
  if (from !== undefined && to !== undefined && to <= from)
    read.mistakes.push({ field: "until", what: "This is not later than the beginning." });
  return withoutUndefined({ sinceMs: from, untilMs: to });
}

function momentIn(
  field: "since" | "until",
  text: string,
  { reader: { nowMs, zone = "UTC" }, mistakes }: ReadWith,
): number | undefined {
  const read = logTimeKind.read(text.trim(), "This");
  if (read.ok) return momentMeant(read.value, { nowMs, zone, end: field });
  mistakes.push({
    field,
    what: "Write how long ago, such as 10m or 2h, or when, such as 14:00 or yesterday 14:00.",
  });
  return undefined;
}

function onlyIn(text: string, mistakes: FormMistake[]): readonly number[] | undefined {
  const tidy = text
    .replace(/\s*[–—]\s*/g, "-")
    .replace(/[\s,]+/g, ",")
    .replace(/^,|,$/g, "");
  if (tidy === "") return undefined;
  const lines = readIndexes(tidy);
  if (lines !== undefined && !lines.includes(0)) return lines;
  mistakes.push({ field: "only", what: "Write numbers of lines, such as 3-9 or 3, 7." });
  return undefined;
}

/** Numbers of the lines that are shared, or why they are none. */
export function chosenOf(
  { only, part }: PickQuery,
  { lines }: { lines: readonly string[] },
): { numbers: readonly number[] } | { mistake: string } {
  if (lines.length === 0)
    return { mistake: part === "match" ? "No line matches." : "There are no lines there to share." };
  if (only === undefined) return { numbers: lines.map((_, at) => at + 1) };
  const beyond = only.find((number) => number > lines.length);
  if (beyond === undefined) return { numbers: only };
  const there = lines.length === 1 ? "There is only 1 line" : `There are only ${lines.length} lines`;
  return { mistake: `${there}, so none has the number ${beyond}.` };
}
