/** The only road on which log text travels: a stream's pages, cleaned and masked before anybody sees them. */
import type { JobLogs, LogEvent, LogStreamRef, PageRequest } from "../aws/job-logs.ts";
import { cleanLine, splitLines } from "../domain/log-text.ts";
import type { Mask } from "./mask.ts";
import { maskLines } from "./mask-lines.ts";

export type LogSource = { jobLogs: JobLogs; mask: Mask };

/** One line, cleaned and masked but not shortened; `masked` counts what was taken out of it. */
export type LogLine = { atMs: number; text: string; masked: number };

export type LinesPage =
  | {
      found: true;
      /** Oldest first. */
      lines: LogLine[];
      /** No page follows in the direction read. */
      atEnd: boolean;
      /** Where a later reading can go on towards the newest. */
      forwardToken: string;
    }
  | { found: false; missing: "group" | "stream" };

export type PageRange = Pick<PageRequest, "from" | "startMs" | "endMs" | "token"> & { eventsPerPage: number };

/** Page after page until the end, as far as the reader asks. Throws {@link LogTrouble}. */
export async function* logPages(
  { jobLogs, mask }: LogSource,
  stream: LogStreamRef,
  { eventsPerPage, ...range }: PageRange,
): AsyncGenerator<LinesPage, void, void> {
  let request: PageRequest = { ...range, limit: eventsPerPage };
  while (true) {
    const page = await jobLogs.page(stream, request);
    if (!page.found) {
      yield page;
      return;
    }
    const { events, atEnd, forwardToken, backwardToken } = page;
    yield { found: true, lines: readable(events, mask), atEnd, forwardToken };
    if (atEnd) return;
    request = { ...request, token: range.from === "head" ? forwardToken : backwardToken };
  }
}

function readable(events: readonly LogEvent[], mask: Mask): LogLine[] {
  const lines = events.flatMap(({ atMs, text }) =>
    splitLines(text).map((raw) => ({ atMs, raw, text: cleanLine(raw) })),
  );
  // What was all noise leaves no line behind; a line that was meant to be empty stays.
  const kept = lines.filter(({ raw, text }) => text !== "" || raw.trim() === "");
  const masked = maskLines(
    mask,
    kept.map(({ text }) => text),
  );
  return masked.map((line, index) => ({ atMs: kept[index]?.atMs ?? 0, ...line }));
}
