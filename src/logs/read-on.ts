/** Reads a stream on from where it was left, towards the newest. */
import type { LogStreamRef } from "../aws/job-logs.ts";
import { limits } from "../domain/limits.ts";
import type { LogPosition } from "../domain/logs/live-log.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import { keyLines, type OpenKey } from "./key-lines.ts";
import {
  type LinesPage,
  type LogLine,
  type LogSource,
  logPages,
  type Mended,
  type PageRange,
} from "./log-pages.ts";
import type { Bar } from "./progress-bars.ts";

export type ReadLine = LogLine & { bar: Bar | undefined };

export type ReadOn = {
  /** Oldest first; cleaned and masked. */
  lines: ReadLine[];
  /** Those known before of which more is masked, now that it is known what follows. */
  mended: readonly Mended[];
  position: LogPosition;
  /** More has come than could be read at once: some was passed over. */
  outrun: boolean;
};

/** From the position of an earlier reading; `head` begins with the first line, `tail` with the last ones. Throws LogTrouble. */
export async function readOn(
  source: LogSource,
  stream: LogStreamRef,
  from: LogPosition | "head" | "tail",
): Promise<ReadOn | undefined> {
  if (from === "tail") return newest(source, stream);
  if (from === "head") return begin(source, stream);
  const read = await forward(source, stream, {
    range: withoutUndefined({ token: from.token, key: from.key }),
    known: from,
  });
  if (read !== "place") return read;
  // A token lasts a day, and CloudWatch may take it back at any time: then the time of the last line leads on.
  const range = from.lastMs === undefined ? {} : { startMs: from.lastMs };
  const again = await forward(source, stream, { range, known: from, byTime: true });
  return again === "place" ? undefined : again;
}

async function begin(source: LogSource, stream: LogStreamRef): Promise<ReadOn | undefined> {
  const read = await forward(source, stream, { range: {}, known: undefined });
  return read === "place" ? undefined : read;
}

type From = {
  range: Pick<PageRange, "token" | "key" | "startMs">;
  known: LogPosition | undefined;
  /** It begins with lines of that moment that are known. */
  byTime?: true;
};

async function forward(
  source: LogSource,
  stream: LogStreamRef,
  { range, known, byTime }: From,
): Promise<ReadOn | "place" | undefined> {
  const lines: ReadLine[] = [];
  let token: string | undefined;
  let key: OpenKey | undefined;
  let mended: readonly Mended[] = [];
  let pages = 0;
  for await (const page of logPages(source, stream, {
    ...range,
    from: "head",
    eventsPerPage: limits.liveEvents,
  })) {
    if (!page.found && page.missing === "place") return "place";
    if (!page.found) break;
    lines.push(...livePage(page));
    mended = [...mended, ...page.mended()];
    token = page.forwardToken;
    key = page.nextKey;
    pages += 1;
    if (page.atEnd || pages < limits.livePages) continue;
    const jumped = await newest(source, stream);
    return jumped && { ...jumped, lines: [...lines, ...jumped.lines], mended, outrun: true };
  }
  if (token === undefined) return undefined;
  const fresh = byTime ? withoutKnown(lines, known) : lines;
  return {
    lines: fresh,
    mended,
    position: { ...positionAfter(known, token, fresh), ...(key && { key }) },
    outrun: false,
  };
}

/** Noise leaves no line, and CloudWatch may give few or none before the end: a page or two more are looked at. */
const tailPages = 3;
const eventsBesides = 60;

async function newest(source: LogSource, stream: LogStreamRef): Promise<ReadOn | undefined> {
  let lines: ReadLine[] = [];
  const texts: string[] = [];
  let token: string | undefined;
  let pages = 0;
  const eventsPerPage = limits.liveLines + eventsBesides;
  for await (const page of logPages(source, stream, { from: "tail", eventsPerPage })) {
    if (!page.found) break;
    lines = [...livePage(page), ...lines];
    // Forwards it goes on from the newest page.
    token ??= page.forwardToken;
    texts.unshift(...page.cleaned.map(({ text }) => text));
    pages += 1;
    if (lines.length >= limits.liveLines || pages >= tailPages) break;
  }
  if (token === undefined) return undefined;
  const shown = lines.slice(-limits.liveLines);
  const { below: key } = keyLines(texts);
  const position = { ...positionAfter(undefined, token, lines), ...(key && { key }) };
  return { lines: shown, mended: [], position, outrun: false };
}

function livePage({ lines, cleaned }: Extract<LinesPage, { found: true }>): ReadLine[] {
  return lines.map((line, index) => ({ ...line, bar: cleaned[index]?.bar }));
}

function withoutKnown(lines: readonly ReadLine[], known: LogPosition | undefined): ReadLine[] {
  const { lastMs, atLast = 0 } = known ?? {};
  let left = atLast;
  return lines.filter(({ atMs }) => {
    if (atMs !== lastMs || left === 0) return true;
    left -= 1;
    return false;
  });
}

function positionAfter(
  before: LogPosition | undefined,
  token: string,
  lines: readonly LogLine[],
): LogPosition {
  const lastMs = lines.at(-1)?.atMs ?? before?.lastMs;
  if (lastMs === undefined) return { token };
  const now = lines.filter(({ atMs }) => atMs === lastMs).length;
  const atLast = now + (before?.lastMs === lastMs ? (before.atLast ?? 0) : 0);
  return { token, lastMs, atLast };
}
