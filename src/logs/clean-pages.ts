/** A stream's pages, cleaned: to be looked through and masked, and never to be shown as they are. */
import type { JobLogs, LogEvent, LogStreamRef, PageRequest } from "../aws/job-logs.ts";
import { cleanLine, isPlain, splitLines } from "../domain/logs/log-text.ts";
import { type Bar, barIn } from "./progress-bars.ts";
import { inTurns, type Turns } from "./turns.ts";
import { writtenOver } from "./written-over.ts";

/** Not masked. `before`: what stood on the same line of the terminal until it was written over. */
export type CleanLine = { atMs: number; text: string; bar: Bar | undefined; before?: string };

export type CleanPage =
  | {
      found: true;
      /** Oldest first. */
      cleaned: readonly CleanLine[];
      /** No page follows in the direction read. */
      atEnd: boolean;
      /** Where a later reading can go on towards the newest. */
      forwardToken: string;
      /** Leads to the next page in the direction read. */
      nextToken: string;
      /** With which this page was asked for; the first may have none. */
      token?: string;
    }
  /** `place`: the token is no longer good. */
  | { found: false; missing: "group" | "stream" | "place" };

export type CleanRange = Pick<PageRequest, "from" | "startMs" | "endMs" | "token"> & {
  eventsPerPage: number;
  /** So many will probably be read: the next page is asked for while one is looked through. */
  pagesAhead?: number;
};

/** Page after page until the end, as far as the reader asks. Throws {@link LogTrouble}. */
export async function* cleanPages(
  jobLogs: JobLogs,
  stream: LogStreamRef,
  { eventsPerPage, pagesAhead = 1, ...range }: CleanRange,
): AsyncGenerator<CleanPage, void, void> {
  const ask = (token: string | undefined) => {
    const request: PageRequest = { ...range, limit: eventsPerPage };
    return jobLogs.page(stream, token === undefined ? request : { ...request, token });
  };
  const turns = inTurns();
  let token = range.token;
  let asked = ask(token);
  for (let pages = 1; ; pages++) {
    const page = await asked;
    if (!page.found) {
      yield page;
      return;
    }
    const { events, atEnd, forwardToken, backwardToken } = page;
    const nextToken = range.from === "head" ? forwardToken : backwardToken;
    const isAhead = !atEnd && pages < pagesAhead;
    if (isAhead) asked = settled(ask(nextToken));
    const cleaned = await cleanLines(events, turns);
    const own = token === undefined ? {} : { token };
    yield { found: true, cleaned, atEnd, forwardToken, nextToken, ...own };
    if (atEnd) return;
    if (!isAhead) asked = ask(nextToken);
    token = nextToken;
  }
}

/** What goes wrong with a page that nobody comes to read is nobody's trouble. */
function settled<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}

async function cleanLines(events: readonly LogEvent[], turns: Turns): Promise<CleanLine[]> {
  const lines: CleanLine[] = [];
  for (const { atMs, text: event } of events) {
    for (const raw of splitLines(event)) {
      const line = lineOf(atMs, raw);
      if (line !== undefined) lines.push(line);
      const turn = turns(raw.length);
      // To wait for nothing takes longer than most lines.
      if (turn !== undefined) await turn;
    }
  }
  return lines;
}

function lineOf(atMs: number, raw: string): CleanLine | undefined {
  if (isPlain(raw)) {
    const text = raw.trimEnd();
    return { atMs, text, bar: barIn(raw, text) };
  }
  const text = cleanLine(raw);
  // What was all noise leaves no line behind; a line that was meant to be empty stays.
  if (text === "" && raw.trim() !== "") return undefined;
  return { atMs, text, bar: barIn(raw, text), ...writtenOver(raw, text) };
}
