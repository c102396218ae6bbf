/**
 * The children of one array, or the nodes of one multi-node job, as one compact value: of each the greatest report, in
 * the order of `compareReports` as far as it is kept (final, attempts, rank of status), and of one that failed its
 * cause. A join: any order, doubling and number of the same reports ends in the same value.
 */

import { type BatchStatus, isFinal, type Report } from "../job/report.ts";
import { limits } from "../limits.ts";
import { causeText, compareCauses } from "./child-cause.ts";

export type Children = {
  /** By index: how far each has come; 0 where nothing was heard of it. */
  levels: Uint8Array;
  /** By index: the place of its cause in `causes`, counted from 1; 0 where it has none or was one too many. */
  causeAt: Uint8Array;
  /** In their order; of more than are kept apart, the first. */
  causes: readonly string[];
  firstStartedAtMs?: number;
  lastEndedAtMs?: number;
};

export type ChildReport = { index: number; report: Report };

export const noChildren: Children = { levels: new Uint8Array(), causeAt: new Uint8Array(), causes: [] };

/** With these reports taken in: the very same value when they tell nothing. */
export function takeChildReports(known: Children, reports: readonly ChildReport[]): Children {
  const length = reports.reduce((most, { index }) => Math.max(most, index + 1), known.levels.length);
  const levels = grown(known.levels, length);
  const causes = [...known.causes];
  const placeOf = new Map(causes.map((cause, at) => [cause, at + 1]));
  // In a fold there may be more than are kept in the end.
  const causeAt = new Uint16Array(grown(known.causeAt, length));
  let { firstStartedAtMs, lastEndedAtMs } = known;

  const placed = (cause: string): number => {
    const place = placeOf.get(cause) ?? causes.push(cause);
    placeOf.set(cause, place);
    return place;
  };
  const isBefore = (place: number, other: number): boolean =>
    other === 0 || compareCauses(causes[place - 1] ?? "", causes[other - 1] ?? "") < 0;

  for (const { index, report } of reports) {
    firstStartedAtMs = least(firstStartedAtMs, startedAtMs(report));
    lastEndedAtMs = most(lastEndedAtMs, endedAtMs(report));
    const level = levelOf(report.status, report.attempts.length);
    const before = levels[index] ?? 0;
    // Its cause is one that was heard, even of a child that came further since: what is kept must not depend on when.
    const place = report.status === "FAILED" ? placed(causeText(report)) : 0;
    if (level > before || (level === before && place > 0 && isBefore(place, causeAt[index] ?? 0))) {
      levels[index] = level;
      causeAt[index] = place;
    }
  }
  const next: Children = {
    levels,
    ...keptApart(causes, causeAt),
    ...(firstStartedAtMs === undefined ? {} : { firstStartedAtMs }),
    ...(lastEndedAtMs === undefined ? {} : { lastEndedAtMs }),
  };
  return areSame(next, known) ? known : next;
}

/** So many causes, the first in order, and each child's place among them. */
function keptApart(causes: readonly string[], causeAt: Uint16Array): Pick<Children, "causes" | "causeAt"> {
  const kept = causes.toSorted(compareCauses).slice(0, limits.childCauses);
  const newPlaces = [0, ...causes.map((cause) => kept.indexOf(cause) + 1)];
  const keptAt = new Uint8Array(causeAt.length);
  for (let index = 0; index < causeAt.length; index++) keptAt[index] = newPlaces[causeAt[index] ?? 0] ?? 0;
  return { causes: kept, causeAt: keptAt };
}

const ranks: readonly BatchStatus[] = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING"];
const finals: readonly BatchStatus[] = ["SUCCEEDED", "FAILED"];
const firstFinal = 1 + (limits.attempts + 1) * ranks.length;

/** Final before what goes on, then by attempts, then by rank of status; 0 is left for a child of which nothing was heard. */
function levelOf(status: BatchStatus, attempts: number): number {
  const tries = Math.min(attempts, limits.attempts);
  if (isFinal(status)) return firstFinal + tries * finals.length + finals.indexOf(status);
  return 1 + tries * ranks.length + ranks.indexOf(status);
}

/** Undefined where nothing was heard. */
export function statusAt(level: number): BatchStatus | undefined {
  return statusByLevel[level];
}

/** Asked for ten thousand children at a time. */
const statusByLevel: readonly (BatchStatus | undefined)[] = [
  undefined,
  ...Array.from({ length: limits.attempts + 1 }, () => ranks).flat(),
  ...Array.from({ length: limits.attempts + 1 }, () => finals).flat(),
];

/** A child that runs has started, though AWS need not say when. */
function startedAtMs({ status, startedAtMs, observedAtMs, attempts }: Report): number | undefined {
  const starts = attempts.reduce((first, attempt) => least(first, attempt.startedAtMs), startedAtMs);
  return starts ?? (status === "RUNNING" ? observedAtMs : undefined);
}

function endedAtMs({ status, stoppedAtMs, observedAtMs }: Report): number | undefined {
  return isFinal(status) ? (stoppedAtMs ?? observedAtMs) : undefined;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function grown(bytes: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}

function areSame(a: Children, b: Children): boolean {
  return (
    a.firstStartedAtMs === b.firstStartedAtMs &&
    a.lastEndedAtMs === b.lastEndedAtMs &&
    a.causes.length === b.causes.length &&
    a.causes.every((cause, at) => cause === b.causes[at]) &&
    areSameBytes(a.levels, b.levels) &&
    areSameBytes(a.causeAt, b.causeAt)
  );
}

function areSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
