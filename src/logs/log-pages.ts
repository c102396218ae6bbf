/** The only road on which log text travels: a stream's pages, cleaned, and masked before anybody sees them. */
import type { JobLogs, LogEvent, LogStreamRef, PageRequest } from "../aws/job-logs.ts";
import { cleanLine, splitLines } from "../domain/logs/log-text.ts";
import { type KeyEdges, keyLines, type OpenKey } from "./key-lines.ts";
import type { Mask } from "./mask.ts";
import { maskLines } from "./mask-lines.ts";
import { type Bar, barIn } from "./progress-bars.ts";
import { inTurns, type Turns } from "./turns.ts";
import { writtenOver } from "./written-over.ts";

export type LogSource = { jobLogs: JobLogs; mask: Mask };

/** One line, cleaned and masked but not shortened; `masked` counts what was taken out of it. */
export type LogLine = { atMs: number; text: string; masked: number };

/** Not masked: to be looked through, and never to be shown. */
export type CleanLine = { atMs: number; text: string; bar: Bar | undefined; before?: string };

export type LinesPage =
  | {
      found: true;
      /** Oldest first. */
      readonly lines: LogLine[];
      /** The same lines as they can be looked through, before any is masked: that takes much longer. */
      cleaned: readonly CleanLine[];
      /** One of them as it may be shown. */
      shown(index: number): LogLine;
      /** No page follows in the direction read. */
      atEnd: boolean;
      /** Where a later reading can go on towards the newest. */
      forwardToken: string;
      /** Leads to the next page in the direction read. */
      nextToken: string;
      /** With which this page was asked for; the first may have none. */
      token?: string;
      /** A key that goes on from the page before this, and one that goes on to the next, in the direction read. */
      key?: OpenKey;
      nextKey: OpenKey | undefined;
    }
  /** `place`: the token is no longer good. */
  | { found: false; missing: "group" | "stream" | "place" };

export type PageRange = Pick<PageRequest, "from" | "startMs" | "endMs" | "token"> & {
  eventsPerPage: number;
  /** What was read before it ended within a key. */
  key?: OpenKey;
  /** So many will probably be read: the next page is asked for while one is looked through. */
  pagesAhead?: number;
};

/** Page after page until the end, as far as the reader asks. Throws {@link LogTrouble}. */
export async function* logPages(
  { jobLogs, mask }: LogSource,
  stream: LogStreamRef,
  { eventsPerPage, pagesAhead = 1, key: knownKey, ...range }: PageRange,
): AsyncGenerator<LinesPage, void, void> {
  const ask = (token: string | undefined) => {
    const request: PageRequest = { ...range, limit: eventsPerPage };
    return jobLogs.page(stream, token === undefined ? request : { ...request, token });
  };
  const turns = inTurns();
  let token = range.token;
  let key = knownKey;
  let asked = ask(token);
  for (let pages = 1; ; pages++) {
    const page = await asked;
    if (!page.found) {
      yield page;
      return;
    }
    const { events, atEnd, forwardToken, backwardToken } = page;
    const next = range.from === "head" ? forwardToken : backwardToken;
    const isAhead = !atEnd && pages < pagesAhead;
    if (isAhead) asked = settled(ask(next));
    const lines = await cleanLines(events, turns);
    const text = readable(lines, mask, range.from === "head" ? { above: key } : { below: key });
    const nextKey = keyAtEdge(lines, range.from, key);
    yield {
      found: true,
      get lines() {
        return text.all();
      },
      cleaned: text.cleaned,
      shown: text.shown,
      atEnd,
      forwardToken,
      nextToken: next,
      ...(token === undefined ? {} : { token }),
      ...(key === undefined ? {} : { key }),
      nextKey,
    };
    key = nextKey;
    if (atEnd) return;
    if (!isAhead) asked = ask(next);
    token = next;
  }
}

/** What goes wrong with a page that nobody comes to read is nobody's trouble. */
function settled<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}

/** Lines that are masked together with one that is asked for, and as many before and behind: a key spreads over many. */
const blockLines = 250;

/** No key has more lines. */
const longestKey = 200;

function keyAtEdge(
  lines: readonly CleanLine[],
  from: PageRange["from"],
  key: OpenKey | undefined,
): OpenKey | undefined {
  // A page without lines leads on as it was.
  if (lines.length === 0) return key;
  const known = lines.length <= longestKey ? key : undefined;
  if (from === "head") return keyLines(textsOf(lines.slice(-longestKey)), { above: known }).below;
  return keyLines(textsOf(lines.slice(0, longestKey)), { below: known }).above;
}

function textsOf(lines: readonly CleanLine[]): string[] {
  return lines.map(({ text }) => text);
}

function readable(cleaned: readonly CleanLine[], mask: Mask, edges: KeyEdges) {
  const masked = new Map<number, LogLine[]>();
  const linesFrom = (from: number, to: number): LogLine[] =>
    maskLines(mask, cleaned.slice(from, to), {
      above: from === 0 ? edges.above : undefined,
      below: to >= cleaned.length ? edges.below : undefined,
    }).map((line, index) => ({
      atMs: cleaned[from + index]?.atMs ?? 0,
      ...line,
    }));
  const block = (n: number): LogLine[] => {
    const from = Math.max((n - 1) * blockLines, 0);
    const lines = linesFrom(from, (n + 2) * blockLines)
      .slice(n * blockLines - from)
      .slice(0, blockLines);
    masked.set(n, lines);
    return lines;
  };
  return {
    cleaned,
    all: () => linesFrom(0, cleaned.length),
    shown(index: number): LogLine {
      const n = Math.floor(index / blockLines);
      const lines = masked.get(n) ?? block(n);
      return lines[index % blockLines] ?? { atMs: 0, text: "", masked: 0 };
    },
  };
}

async function cleanLines(events: readonly LogEvent[], turns: Turns): Promise<CleanLine[]> {
  const lines: CleanLine[] = [];
  for (const { atMs, text: event } of events) {
    for (const raw of splitLines(event)) {
      const text = cleanLine(raw);
      // What was all noise leaves no line behind; a line that was meant to be empty stays.
      if (text !== "" || raw.trim() === "") {
        lines.push({ atMs, text, bar: barIn(raw, text), ...writtenOver(raw, text) });
      }
      await turns(raw.length);
    }
  }
  return lines;
}
