/** The only road on which log text travels: a stream's pages, cleaned, and masked before anybody sees them. */
import type { JobLogs, LogStreamRef } from "../aws/job-logs.ts";
import { type CleanLine, type CleanPage, type CleanRange, cleanPages } from "./clean-pages.ts";
import { keyLines, type OpenKey } from "./key-lines.ts";
import type { Mask } from "./mask.ts";
import { type Beyond, maskLines } from "./mask-lines.ts";
import { linesBeyond, nearest, openAt, opposite, sideOf } from "./page-edges.ts";

export type LogSource = { jobLogs: JobLogs; mask: Mask };

/** One line, cleaned and masked but not shortened; `masked` counts what was taken out of it. */
export type LogLine = { atMs: number; text: string; masked: number };

/** A line of an earlier reading that reads differently now that it is known what follows. */
export type Mended = { was: string; line: LogLine };

export type LinesPage =
  | (Omit<Extract<CleanPage, { found: true }>, "cleaned"> & {
      /** Oldest first. */
      readonly lines: LogLine[];
      /**
       * The same lines as they can be looked through, before any is masked: that takes much longer. The first `carried`
       * of them in the direction read came with the page before; `held` come with the next, when it is known what stands
       * beyond them; `read` came with this one.
       */
      cleaned: readonly CleanLine[];
      carried: number;
      held: number;
      read: number;
      /** One of them as it may be shown. */
      shown(index: number): LogLine;
      /** Of the lines before the first page, where it began with what an earlier reading had left. */
      mended(): readonly Mended[];
      /** A key that goes on from the page before this, and one that goes on to the next, in the direction read. */
      key?: OpenKey;
      nextKey: OpenKey | undefined;
    })
  | Extract<CleanPage, { found: false }>;

export type PageRange = CleanRange & {
  /** What was read before it ended within a key. */
  key?: OpenKey;
};

/** Page after page until the end, as far as the reader asks. Throws {@link LogTrouble}. */
export async function* logPages(
  { jobLogs, mask }: LogSource,
  stream: LogStreamRef,
  { key: knownKey, ...range }: PageRange,
): AsyncGenerator<LinesPage, void, void> {
  const { from } = range;
  const ahead = sideOf(from);
  const behind = opposite(ahead);
  const inOrder = (earlier: readonly CleanLine[], later: readonly CleanLine[]) =>
    from === "head" ? [...earlier, ...later] : [...later, ...earlier];
  /** A key at the edge of what came with the pages so far, and of what was given of it. */
  const keys = { read: knownKey, given: knownKey };
  let held: readonly CleanLine[] = [];
  /** Given already, or not to be given: nearest to what comes next. */
  let passed: readonly CleanLine[] | undefined;
  for await (const page of cleanPages(jobLogs, stream, range)) {
    if (!page.found) {
      yield page;
      return;
    }
    const { cleaned: read, ...rest } = page;
    const isFirst = passed === undefined && read.length > 0;
    if (isFirst && isBounded(range, behind))
      passed = await linesBeyond(jobLogs, stream, { side: behind, lines: read });
    const before = passed ?? [];
    const all = inOrder(held, read);
    const carried = held.length;
    const open = page.atEnd ? 0 : openAt(ahead, all);
    const cleaned = from === "head" ? all.slice(0, all.length - open) : all.slice(open);
    held = from === "head" ? all.slice(all.length - open) : all.slice(0, open);
    const next =
      page.atEnd && isBounded(range, ahead)
        ? await linesBeyond(jobLogs, stream, { side: ahead, lines: cleaned })
        : nearest(behind, held);
    const [above, below] = from === "head" ? [before, next] : [next, before];
    const beyond = {
      above,
      below,
      ...(from === "head" ? { keyAbove: keys.given } : { keyBelow: keys.given }),
    };
    const text = readable(cleaned, mask, beyond);
    const nextKey = keyAtEdge(read, from, keys.read);
    yield {
      ...rest,
      get lines() {
        return text.all();
      },
      cleaned,
      carried,
      held: held.length,
      read: read.length,
      shown: text.shown,
      mended: () => (isFirst && from === "head" ? mended(mask, before, nearest(behind, all)) : []),
      ...(keys.read === undefined ? {} : { key: keys.read }),
      nextKey,
    };
    keys.read = nextKey;
    keys.given = keyAtEdge(cleaned, from, keys.given);
    if (read.length > 0) passed = nearest(ahead, inOrder(before, nearest(ahead, cleaned)));
  }
}

/** Whether other lines may lie on that side of what is read, though no page leads to them. */
function isBounded({ from, token, startMs, endMs }: CleanRange, side: "above" | "below"): boolean {
  const isBehind = side !== sideOf(from);
  return (isBehind && token !== undefined) || (side === "above" ? startMs : endMs) !== undefined;
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

function readable(cleaned: readonly CleanLine[], mask: Mask, beyond: Beyond<CleanLine>) {
  const masked = new Map<number, LogLine[]>();
  const linesFrom = (from: number, to: number): LogLine[] => {
    const isWhole = { above: from === 0, below: to >= cleaned.length };
    const { above, below, keyAbove, keyBelow } = beyond;
    return maskLines(mask, cleaned.slice(from, to), {
      ...(isWhole.above ? { above, keyAbove } : {}),
      ...(isWhole.below ? { below, keyBelow } : {}),
    }).map((line, index) => ({ atMs: cleaned[from + index]?.atMs ?? 0, ...line }));
  };
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

/** Of lines that an earlier reading has shown, in their order, with what follows now. */
function mended(mask: Mask, above: readonly CleanLine[], below: readonly CleanLine[]): Mended[] {
  const alone = maskLines(mask, above);
  const now = maskLines(mask, above, { below });
  return above.flatMap(({ atMs }, index) => {
    const [was, line] = [alone[index]?.text, now[index]];
    if (was === undefined || line === undefined || was === line.text) return [];
    return [{ was, line: { atMs, ...line } }];
  });
}
