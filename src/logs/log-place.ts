/** How far a log has been read, so that it can be gone on from there: also after a restart, and on another day. */

import type { OpenKey } from "./key-lines.ts";

export type LogPlace = {
  /** A page, while CloudWatch still knows it; and how many lines from its beginning on lie behind. */
  page?: PlacedToken;
  ofPage: number;
  /** The time of the last line that lies behind; of those of the same millisecond so many do. */
  atMs?: number;
  ofTime: number;
};

export type Bounds = { sinceMs?: number; untilMs?: number };

/** A token is good only within the times for which it was given. `key`: goes on from what lies behind. */
export type PlacedToken = Bounds & { token: string; key?: OpenKey };

/** Where no token leads on any more: from the time that was reached. */
export function boundsFrom(from: "head" | "tail", { atMs }: LogPlace, bounds: Bounds): Bounds {
  if (atMs === undefined) return bounds;
  return from === "head" ? { ...bounds, sinceMs: atMs } : { ...bounds, untilMs: atMs + 1 };
}

/** Counts on from a place, or from the beginning, line after line in the order of reading. */
export function createPager(after: LogPlace | undefined) {
  let behind = after === undefined ? 0 : after.page === undefined ? after.ofTime : after.ofPage;
  let passed: LogPlace = after ?? { ofPage: 0, ofTime: 0 };
  /** Lines that were passed since: of each a place is made only where one is asked for. */
  let { atMs: lastMs, ofTime } = passed;
  let lastOfPage: number | undefined;
  let page: PlacedToken | undefined;
  let hasPassed = false;
  /** The first lines that are given with a page may have come with one before it: they are counted from there. */
  let carried = 0;
  let origin: Pick<LogPlace, "page" | "ofPage"> = { ofPage: 0 };
  const onPage = (n: number): Pick<LogPlace, "page" | "ofPage"> =>
    n < carried
      ? { ...origin, ofPage: origin.ofPage + n + 1 }
      : { ...(page === undefined ? {} : { page }), ofPage: n - carried + 1 };
  const ofTimeAt = (atMs: number): number => (atMs === lastMs ? ofTime + 1 : 1);
  const place = (): LogPlace => {
    if (lastOfPage !== undefined && lastMs !== undefined)
      passed = { ...onPage(lastOfPage), atMs: lastMs, ofTime };
    lastOfPage = undefined;
    return passed;
  };
  return {
    /** The first page may have no token. */
    begin(token: PlacedToken | undefined, linesCarried: number): void {
      place();
      page = token;
      carried = linesCarried;
    },
    /** Whether the next line, which is of that time, lies behind already: asked once of each. */
    isBehind(lineMs: number): boolean {
      if (behind === 0) return false;
      const isBehind = after?.page !== undefined || lineMs === after?.atMs;
      behind = isBehind ? behind - 1 : 0;
      return isBehind;
    },
    /** Behind the n-th line of the page, from 0. */
    placeAt: (n: number, atMs: number): LogPlace => ({ ...onPage(n), atMs, ofTime: ofTimeAt(atMs) }),
    pass(n: number, atMs: number): void {
      ofTime = ofTimeAt(atMs);
      lastMs = atMs;
      lastOfPage = n;
      hasPassed = true;
    },
    /** Whether any line was passed since it began. */
    hasPassed: () => hasPassed,
    /** All that was given with the page lies behind; this leads to the next, with which the rest is given. */
    end(next: PlacedToken, { given, held }: { given: number; held: number }): void {
      const reached = place();
      if (held === 0 && behind === 0) passed = { ...reached, page: next, ofPage: 0 };
      origin =
        given < carried
          ? { ...origin, ofPage: origin.ofPage + given }
          : { ...(page === undefined ? {} : { page }), ofPage: given - carried };
    },
    /** Behind the last line that was passed; undefined at the very beginning. */
    place(): LogPlace | undefined {
      const reached = place();
      return reached.page === undefined && reached.atMs === undefined ? undefined : reached;
    },
  };
}
