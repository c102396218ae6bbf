/** Reads as much of one log stream as the answer needs, and no more. */
import { setImmediate as letOthersRun } from "node:timers/promises";
import type { LogStreamRef } from "../aws/job-logs.ts";
import { type LogLine, type LogSource, logPages, type PageRange } from "./log-pages.ts";
import { createPicker, type PickedLine, type Picker, type Wanted } from "./pick-lines.ts";
import type { Search } from "./search.ts";

export type LogQuery = {
  /** `head` takes the first so many lines, `tail` the last; with a search, so many matches. */
  from: "head" | "tail";
  count: number;
  search?: { search: Search; before: number; after: number };
  /** Inclusive. */
  sinceMs?: number;
  /** Exclusive. */
  untilMs?: number;
};

export type ReadBounds = {
  maxPages: number;
  /** On the same clock as `nowMs`. */
  deadlineMs: number;
  /** A longer line is shortened, and says so. */
  lineChars: number;
};

export type LogReading =
  | {
      found: true;
      /** Oldest first. */
      lines: PickedLine[];
      /** Nothing lies before what was read, or after, within the times asked for. */
      reachedStart: boolean;
      reachedEnd: boolean;
      /** How far the reading got: the time of the last line it looked at. */
      readUpToMs?: number;
      /** With a search: how many were found. */
      matches: number;
      /** Secrets masked in these lines. */
      masked: number;
      pagesRead: number;
      /** Stopped by a bound before enough was found or the end was reached. */
      cut?: "time" | "pages";
    }
  | { found: false; missing: "group" | "stream" };

/** Throws {@link LogTrouble}. */
export async function readLog(
  source: LogSource & { nowMs: () => number },
  stream: LogStreamRef,
  { query, bounds }: { query: LogQuery; bounds: ReadBounds },
): Promise<LogReading> {
  const picker = createPicker(wantedBy(query, bounds.lineChars));
  const look: Look = { picker, deadlineMs: bounds.deadlineMs, nowMs: source.nowMs };
  let stop: "full" | "end" | "time" | "pages" | undefined;
  let pagesRead = 0;

  for await (const page of logPages(source, stream, rangeOf(query))) {
    if (!page.found) {
      if (pagesRead === 0) return page;
      stop = "end";
      break;
    }
    pagesRead += 1;
    stop = await offerAll(query.from === "head" ? page.lines : page.lines.reverse(), look);
    stop ??= page.atEnd ? "end" : undefined;
    stop ??= pagesRead >= bounds.maxPages ? "pages" : undefined;
    stop ??= source.nowMs() >= bounds.deadlineMs ? "time" : undefined;
    if (stop !== undefined) break;
  }

  return {
    found: true,
    lines: linesOf(picker, query.from),
    reachedStart: query.from === "head" || stop === "end",
    reachedEnd: query.from === "tail" || stop === "end",
    ...(look.lastMs === undefined ? {} : { readUpToMs: look.lastMs }),
    matches: query.search === undefined ? 0 : picker.matches(),
    masked: picker.picked().reduce((sum, { masked }) => sum + masked, 0),
    pagesRead,
    ...(stop === "time" || stop === "pages" ? { cut: stop } : {}),
  };
}

/** CloudWatch's own bound; a search looks at every line anyway. */
const eventsOfASearch = 10_000;
/** Read besides what is wanted: noise that leaves no line, and the rest of a key that spreads over many lines. */
const eventsBesides = 60;
/** So long a search works before others get their turn. */
const sliceMs = 25;

function rangeOf({ from, count, search, sinceMs, untilMs }: LogQuery): PageRange {
  return {
    from,
    eventsPerPage: search === undefined ? Math.min(count + eventsBesides, eventsOfASearch) : eventsOfASearch,
    ...(sinceMs === undefined ? {} : { startMs: sinceMs }),
    ...(untilMs === undefined ? {} : { endMs: untilMs }),
  };
}

/** Read backwards, what comes after a match is met before it. */
function wantedBy({ from, count, search }: LogQuery, lineChars: number): Wanted {
  if (search === undefined) return { count, lineChars };
  const { before, after } = search;
  const [leading, trailing] = from === "head" ? [before, after] : [after, before];
  return { count, lineChars, search: { search: search.search, leading, trailing } };
}

type Look = { picker: Picker; deadlineMs: number; nowMs: () => number; lastMs?: number };

async function offerAll(lines: readonly LogLine[], look: Look): Promise<"full" | "time" | undefined> {
  let sliceStartMs = look.nowMs();
  for (const line of lines) {
    if (look.picker.isFull()) break;
    const nowMs = look.nowMs();
    if (nowMs >= look.deadlineMs) return "time";
    if (nowMs - sliceStartMs > sliceMs) {
      await letOthersRun();
      sliceStartMs = look.nowMs();
    }
    look.picker.offer(line);
    look.lastMs = line.atMs;
  }
  return look.picker.isFull() ? "full" : undefined;
}

function linesOf(picker: Picker, from: LogQuery["from"]): PickedLine[] {
  const ordered = from === "head" ? picker.picked() : picker.picked().toReversed();
  return ordered.map(({ line, order }, index) => {
    const above = ordered[index - 1];
    return above !== undefined && Math.abs(order - above.order) > 1 ? { ...line, afterGap: true } : line;
  });
}
