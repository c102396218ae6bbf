/** Reads as much of one log stream as the answer needs, and no more. */
import { setImmediate as letOthersRun } from "node:timers/promises";
import type { LogStreamRef } from "../aws/job-logs.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import type { CleanLine } from "./clean-pages.ts";
import type { OpenKey } from "./key-lines.ts";
import { type LinesPage, type LogSource, logPages, type PageRange } from "./log-pages.ts";
import { boundsFrom, createPager, type LogPlace, type PlacedToken } from "./log-place.ts";
import { isPassing } from "./log-trouble-kind.ts";
import { createPicker, type Offered, type PickedLine, type Picker, type Wanted } from "./pick-lines.ts";
import { isSameBar } from "./progress-bars.ts";
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
  /** A longer line is shortened, and says so; one of JSON is left whole up to `wholeChars`. */
  lineChars: number;
  wholeChars?: number;
};

export type LogReading =
  | {
      found: true;
      /** Oldest first. */
      lines: PickedLine[];
      /** Nothing lies before what was read, or after, within the times asked for. */
      reachedStart: boolean;
      reachedEnd: boolean;
      /** How far the reading got: the time of the last line it looked at, and how many it looked at. */
      readUpToMs?: number;
      looked: number;
      /** With a search: how many were found. */
      matches: number;
      /** Secrets masked in these lines. */
      masked: number;
      pagesRead: number;
      /** Stopped by a bound, or by AWS, before enough was found or the end was reached. */
      cut?: "time" | "pages" | "busy";
      /** Where to go on behind the first so many of these lines, in the order of reading; behind all that was looked at. */
      goOn(behind?: number): LogPlace | undefined;
    }
  | { found: false; missing: "group" | "stream" };

export type LogWish = {
  query: LogQuery;
  bounds: ReadBounds;
  /** Goes on from there. */
  after?: LogPlace;
};

/** Throws {@link LogTrouble} where AWS gave nothing at all. */
export async function readLog(
  source: LogSource & { nowMs: () => number },
  stream: LogStreamRef,
  { query, bounds, after }: LogWish,
): Promise<LogReading> {
  const picker = createPicker(wantedBy(query, bounds));
  const look = createLook(query.from, picker, after);
  const progress = { pagesRead: 0 };
  const readFrom = (place: LogPlace | undefined) =>
    readOn({ source, stream, look, progress, bounds, range: rangeOf(query, place, bounds.maxPages) });

  let end = await readFrom(after);
  // The token is older than a day: its place is found again by its time.
  if (end === "place") end = await readFrom(look.beginAgain());
  if (end === "group" || end === "stream") {
    if (progress.pagesRead === 0) return { found: false, missing: end };
    end = "end";
  }
  look.close();
  return readingOf({ query, picker, look, end, pagesRead: progress.pagesRead });
}

type End = "full" | "end" | "time" | "pages" | "busy";
type Missing = (LinesPage & { found: false })["missing"];

type Reader = {
  source: LogSource & { nowMs: () => number };
  stream: LogStreamRef;
  look: Look;
  progress: { pagesRead: number };
  bounds: ReadBounds;
  range: PageRange;
};

async function readOn({ source, stream, look, progress, bounds, range }: Reader): Promise<End | Missing> {
  const { nowMs } = source;
  try {
    for await (const page of logPages(source, stream, range)) {
      if (!page.found) return page.missing;
      progress.pagesRead += 1;
      const stop = await look.offerAll(page, { range, nowMs, deadlineMs: bounds.deadlineMs });
      if (stop !== undefined) return stop;
      if (page.atEnd) return "end";
      // There may be more, and whether there is costs another call: worth it only where a page was not even filled.
      if (look.isFull() && page.read >= range.eventsPerPage) return "full";
      // What is held back is given with the next page: who went no further would come to it again, and no further.
      if (page.held > 0 && !look.hasMoved()) continue;
      if (progress.pagesRead >= bounds.maxPages) return "pages";
      if (nowMs() >= bounds.deadlineMs) return "time";
    }
    return "end";
  } catch (error) {
    if (progress.pagesRead === 0 || !isPassing(error)) throw error;
    return "busy";
  }
}

type Shown = { query: LogQuery; picker: Picker; look: Look; end: End | "place"; pagesRead: number };

function readingOf({ query: { from, search }, picker, look, end, pagesRead }: Shown): LogReading {
  const picked = picker.picked();
  const place = look.place();
  return {
    found: true,
    ...withoutUndefined({ readUpToMs: place?.atMs }),
    lines: linesOf(picker, from),
    reachedStart: from === "head" || end === "end",
    reachedEnd: from === "tail" || end === "end",
    looked: picker.offered(),
    matches: search === undefined ? 0 : picker.matches(),
    masked: picked.reduce((sum, { masked }) => sum + masked, 0),
    pagesRead,
    ...(end === "full" || end === "end" || end === "place" ? {} : { cut: end }),
    goOn: (behind) => (behind === undefined || behind >= picked.length ? place : picked[behind - 1]?.place),
  };
}

/** CloudWatch's own bound; a search looks at every line anyway. */
const eventsOfASearch = 10_000;
/** Read besides what is wanted: noise that leaves no line, and the rest of a key that spreads over many lines. */
const eventsBesides = 60;
/** So long a search works before others get their turn. */
const sliceMs = 25;
/** So much is looked through between two looks at the clock: no more than of one line that is slow to search. */
const charsPerLook = 1_024;

function rangeOf(
  { from, count, search, ...times }: LogQuery,
  after: LogPlace | undefined,
  maxPages: number,
): PageRange {
  const { sinceMs, untilMs } = after === undefined ? times : (after.page ?? boundsFrom(from, after, times));
  return {
    from,
    ...(search === undefined
      ? { eventsPerPage: Math.min(count + eventsBesides, eventsOfASearch) }
      : { eventsPerPage: eventsOfASearch, pagesAhead: maxPages }),
    ...withoutUndefined({
      startMs: sinceMs,
      endMs: untilMs,
      token: after?.page?.token,
      key: after?.page?.key,
    }),
  };
}

/** Read backwards, what comes after a match is met before it. */
function wantedBy(
  { from, count, search }: LogQuery,
  { lineChars, wholeChars = lineChars }: ReadBounds,
): Wanted {
  if (search === undefined) return { count, lineChars, wholeChars };
  const { before, after } = search;
  const [leading, trailing] = from === "head" ? [before, after] : [after, before];
  return { count, lineChars, wholeChars, search: { search: search.search, leading, trailing } };
}

type Look = ReturnType<typeof createLook>;

/** Offers line by line; of the states of a progress bar only the last one. */
function createLook(from: LogQuery["from"], picker: Picker, after: LogPlace | undefined) {
  let pager = createPager(after);
  /** Read forwards, what a bar says last is known only once another line comes. */
  let held: Offered | undefined;
  let newer: CleanLine | undefined;

  const flush = () => {
    if (held !== undefined) picker.offer(held);
    held = undefined;
  };
  /** False when no more is wanted, and this line would be more. */
  const take = (line: Offered): boolean => {
    const { bar } = line.clean;
    const isOld = from === "head" ? isSameBar(held?.clean.bar, bar) : isSameBar(bar, newer?.bar);
    if (!isOld) flush();
    if (!isOld && picker.isFull()) return false;
    if (from === "head" && bar !== undefined) held = { ...line, place: keep(line.place()) };
    else if (!isOld) picker.offer(line);
    newer = line.clean;
    return true;
  };

  return {
    async offerAll(
      page: LinesPage & { found: true },
      { range, nowMs, deadlineMs }: { range: PageRange; nowMs: () => number; deadlineMs: number },
    ): Promise<"full" | "time" | undefined> {
      let sliceStartMs = nowMs();
      /** Characters, since the last look at the clock. */
      let done = 0;
      const placed = (token: string, key: OpenKey | undefined): PlacedToken =>
        withoutUndefined({ token, key, sinceMs: range.startMs, untilMs: range.endMs });
      pager.begin(page.token === undefined ? undefined : placed(page.token, page.key), page.carried);
      const { length } = page.cleaned;
      for (let n = 0; n < length; n++) {
        const index = from === "head" ? n : length - 1 - n;
        const clean = page.cleaned[index] as CleanLine;
        if (pager.isBehind(clean.atMs)) continue;
        done += clean.text.length + 1;
        if (done >= charsPerLook || n === 0) {
          done = 0;
          const atMs = nowMs();
          if (atMs >= deadlineMs) return "time";
          if (atMs - sliceStartMs > sliceMs) {
            await letOthersRun();
            sliceStartMs = nowMs();
          }
        }
        const line = { clean, shown: () => page.shown(index), place: () => pager.placeAt(n, clean.atMs) };
        if (!take(line)) return "full";
        pager.pass(n, clean.atMs);
      }
      pager.end(placed(page.nextToken, page.nextKey), { given: length, held: page.held });
      return undefined;
    },
    isFull: () => held === undefined && picker.isFull(),
    hasMoved: () => pager.hasPassed(),
    close: flush,
    /** Behind the last line that was looked at. */
    place: () => pager.place(),
    /** Without the token that led here. */
    beginAgain(): LogPlace | undefined {
      const place = pager.place();
      const byTime = place && withoutUndefined({ ...place, page: undefined });
      pager = createPager(byTime);
      return byTime;
    },
  };
}

function keep<T>(value: T): () => T {
  return () => value;
}

function linesOf(picker: Picker, from: LogQuery["from"]): PickedLine[] {
  const ordered = from === "head" ? picker.picked() : picker.picked().toReversed();
  return ordered.map(({ line, order }, index) => {
    const above = ordered[index - 1];
    return above !== undefined && Math.abs(order - above.order) > 1 ? { ...line, afterGap: true } : line;
  });
}
