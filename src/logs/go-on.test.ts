import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pagedLog, pagedStream } from "../../test/support/paged-log.ts";
import { LogTrouble } from "../aws/job-log-trouble.ts";
import type { LogEvent } from "../aws/job-logs.ts";
import type { LogPlace } from "./log-place.ts";
import { createMask } from "./mask.ts";
import { type LogQuery, readLog } from "./read-log.ts";
import { compileSearch } from "./search.ts";

const mask = createMask({ values: [], patterns: [] });

type Paging = NonNullable<Parameters<typeof pagedLog>[1]>;

/** Presses the button until nothing is left; each time only so many of the lines were shown. */
async function readAll(
  events: readonly LogEvent[],
  query: LogQuery,
  { paging = {}, maxPages = 50, shown = query.count }: { paging?: Paging; maxPages?: number; shown?: number },
): Promise<string[]> {
  const texts: string[] = [];
  let after: LogPlace | undefined;
  for (let press = 0; press < 500; press++) {
    const { jobLogs } = pagedLog(events, paging);
    const bounds = { maxPages, deadlineMs: Number.POSITIVE_INFINITY, lineChars: 500 };
    const reading = await readLog({ jobLogs, mask, nowMs: () => 0 }, pagedStream, {
      query,
      bounds,
      ...(after === undefined ? {} : { after }),
    });
    if (!reading.found) throw new Error("not found");
    const few = query.from === "head" ? reading.lines.slice(0, shown) : reading.lines.slice(-shown);
    if (query.from === "head") texts.push(...few.map(({ text }) => text));
    else texts.unshift(...few.map(({ text }) => text));
    const isEnd = query.from === "head" ? reading.reachedEnd : reading.reachedStart;
    if (isEnd && few.length === reading.lines.length) return texts;
    // It lies in a draft meanwhile.
    after =
      JSON.parse(
        JSON.stringify(reading.goOn(few.length < reading.lines.length ? few.length : undefined) ?? null),
      ) ?? undefined;
  }
  throw new Error("it never ended");
}

const logOf = (times: readonly number[]): LogEvent[] =>
  times
    .toSorted((a, b) => a - b)
    .map((atMs, n) => ({ atMs, text: `${atMs} line ${n}${n % 5 === 0 ? " HIT" : ""}` }));

describe("who goes on reading sees every line once", () => {
  const anyLog = fc.array(fc.nat(12), { maxLength: 60 }).map(logOf);
  const anyPaging = fc.record({
    mostEvents: fc.integer({ min: 1, max: 12 }),
    emptyEvery: fc.constantFrom(0, 2, 3),
  });

  test.each(["head", "tail"] as const)(
    "from the %s, whatever is on a page and whatever was shown of it",
    async (from) => {
      await fc.assert(
        fc.asyncProperty(
          anyLog,
          anyPaging,
          fc.integer({ min: 1, max: 7 }),
          fc.integer({ min: 1, max: 7 }),
          async (events, paging, count, shown) => {
            expect(await readAll(events, { from, count }, { paging, shown })).toEqual(
              events.map(({ text }) => text),
            );
          },
        ),
      );
    },
  );

  test.each(["head", "tail"] as const)("from the %s, when every token has expired by then", async (from) => {
    await fc.assert(
      fc.asyncProperty(
        anyLog,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (events, mostEvents, count) => {
          // The first call of a press brings the token of the one before.
          const paging = { mostEvents, expired: (call: number) => call === 1 };
          expect(await readAll(events, { from, count }, { paging })).toEqual(events.map(({ text }) => text));
        },
      ),
    );
  });

  test.each(["head", "tail"] as const)(
    "of a search from the %s that looks at a page a time",
    async (from) => {
      const compiled = compileSearch("hit");
      if (!compiled.ok) throw new Error(compiled.mistake);
      const search = { search: compiled.value, before: 0, after: 0 };
      await fc.assert(
        fc.asyncProperty(
          anyLog,
          anyPaging,
          fc.integer({ min: 1, max: 3 }),
          async (events, paging, maxPages) => {
            const hits = events.filter(({ text }) => text.endsWith("HIT")).map(({ text }) => text);
            expect(await readAll(events, { from, count: 2, search }, { paging, maxPages })).toEqual(hits);
          },
        ),
      );
    },
  );
});

test("what AWS does not give any more leaves what was read before, and says so", async () => {
  const { jobLogs } = pagedLog(logOf(Array.from({ length: 30 }, (_, n) => n)), { mostEvents: 10 });
  let calls = 0;
  const throttled = {
    page: (...asked: Parameters<typeof jobLogs.page>) => {
      calls += 1;
      if (calls > 2) throw new LogTrouble("later", new Error("Rate exceeded"));
      return jobLogs.page(...asked);
    },
  };
  const wish = {
    query: { from: "tail" as const, count: 25 },
    bounds: { maxPages: 9, deadlineMs: 1, lineChars: 500 },
  };
  const reading = await readLog({ jobLogs: throttled, mask, nowMs: () => 0 }, pagedStream, wish);
  expect(reading).toMatchObject({ found: true, cut: "busy", pagesRead: 2, looked: 19, reachedStart: false });
  await expect(readLog({ jobLogs: throttled, mask, nowMs: () => 0 }, pagedStream, wish)).rejects.toThrow(
    LogTrouble,
  );
});

describe("a bar whose states are events of their own", () => {
  const tqdm = (done: number) =>
    `Epoch 1: ${String(done).padStart(3)}%|${"█".repeat(done / 10).padEnd(10)}| ${done}/100 [00:0${done / 20}<00:05, 20it/s]`;
  const states = (raw: (n: number) => string) => Array.from({ length: 6 }, (_, n) => raw(n * 20));

  test.each([
    ["of tqdm", states(tqdm), tqdm(100)],
    ["that goes back to the first column", states((n) => `\r${tqdm(n)}`), tqdm(100)],
    [
      "of pip",
      states((n) => `     [${"=".repeat(n / 5)}>${" ".repeat(20 - n / 5)}] ${n}% 1.${n} MB/s`),
      `     [${"=".repeat(20)}>] 100% 1.100 MB/s`,
    ],
    [
      "of the AWS CLI",
      states((n) => `\rCompleted ${n}.5 KiB/~2.3 MiB (${n}.1 KiB/s) with ~1 file(s) remaining`),
      "Completed 100.5 KiB/~2.3 MiB (100.1 KiB/s) with ~1 file(s) remaining",
    ],
    [
      "of Keras",
      states((n) => `\r${n}/100 [${"=".repeat(1 + n / 10)}>${".".repeat(9)}] - ETA: ${100 - n}s`),
      `100/100 [${"=".repeat(11)}>${".".repeat(9)}] - ETA: 0s`,
    ],
  ])("%s is shown as it was last", async (_name, bar, last) => {
    const events = ["start", ...bar, "end"].map((text, atMs) => ({ atMs, text }));
    for (const from of ["head", "tail"] as const)
      expect(await readAll(events, { from, count: 9 }, { paging: { mostEvents: 2 } })).toEqual([
        "start",
        last,
        "end",
      ]);
  });

  test("is not taken for the one after it, nor for lines that only look alike", async () => {
    const events = [
      ...states(tqdm),
      ...states(tqdm),
      "epoch 1 accuracy 10%",
      "epoch 2 accuracy 20%",
      "| a | 5% |",
      "| b | 5% |",
    ].map((text, atMs) => ({ atMs, text }));
    const shown = [tqdm(100), tqdm(100), ...events.slice(-4).map(({ text }) => text)];
    for (const from of ["head", "tail"] as const)
      expect(await readAll(events, { from, count: 20 }, {})).toEqual(shown);
  });
});
