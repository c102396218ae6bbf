import { describe, expect, test } from "vitest";
import { pagedStream as stream, pagedLog as streamOf } from "../../test/support/paged-log.ts";
import type { JobLogs, LogEvent } from "../aws/job-logs.ts";
import { createMask } from "./mask.ts";
import { type LogQuery, type ReadBounds, readLog } from "./read-log.ts";
import { compileSearch } from "./search.ts";

const count = (n: number, text = (i: number) => `line ${i}`): LogEvent[] =>
  Array.from({ length: n }, (_, i) => ({ atMs: 1_000 + i, text: text(i) }));

const bounds: ReadBounds = { maxPages: 50, deadlineMs: 10_000, lineChars: 500 };

async function read(
  jobLogs: JobLogs,
  query: LogQuery,
  more: Partial<ReadBounds> & { nowMs?: () => number } = {},
) {
  const { nowMs = () => 0, ...own } = more;
  const source = { jobLogs, mask: createMask({ values: [], patterns: [] }), nowMs };
  const reading = await readLog(source, stream, { query, bounds: { ...bounds, ...own } });
  if (!reading.found) throw new Error("not found");
  return { ...reading, texts: reading.lines.map(({ text }) => text) };
}

function search(pattern: string, before = 0, after = 0) {
  const compiled = compileSearch(pattern);
  if (!compiled.ok) throw new Error(compiled.mistake);
  return { search: compiled.value, before, after };
}

describe("the last lines", () => {
  test("of a long log cost one small page", async () => {
    const { jobLogs, asked } = streamOf(count(5_000));
    const reading = await read(jobLogs, { from: "tail", count: 3 });
    expect(reading).toMatchObject({
      texts: ["line 4997", "line 4998", "line 4999"],
      reachedStart: false,
      reachedEnd: true,
      pagesRead: 1,
    });
    expect(asked).toEqual([{ from: "tail", limit: 63 }]);
  });

  test("are gathered over partial and empty pages", async () => {
    const { jobLogs } = streamOf(count(100), { mostEvents: 4, emptyEvery: 2 });
    const reading = await read(jobLogs, { from: "tail", count: 10 });
    expect(reading.texts).toEqual(
      count(100)
        .slice(-10)
        .map(({ text }) => text),
    );
    expect(reading.pagesRead).toBe(5);
  });

  test("of a short log are all of it, and the start is known to be reached", async () => {
    const reading = await read(streamOf(count(2)).jobLogs, { from: "tail", count: 20 });
    expect(reading).toMatchObject({
      texts: ["line 0", "line 1"],
      reachedStart: true,
      reachedEnd: true,
      pagesRead: 2,
    });
  });

  test("of an empty stream are none", async () => {
    expect(await read(streamOf([]).jobLogs, { from: "tail", count: 20 })).toMatchObject({
      lines: [],
      reachedStart: true,
    });
  });
});

describe("the first lines", () => {
  test("are read forwards", async () => {
    const { jobLogs, asked } = streamOf(count(5_000));
    expect(await read(jobLogs, { from: "head", count: 2 })).toMatchObject({
      texts: ["line 0", "line 1"],
      reachedStart: true,
      reachedEnd: false,
      pagesRead: 1,
    });
    expect(asked).toEqual([{ from: "head", limit: 62 }]);
  });

  test("begin at the time asked for and end before the other", async () => {
    const { jobLogs, asked } = streamOf(count(100));
    const reading = await read(jobLogs, { from: "head", count: 50, sinceMs: 1_010, untilMs: 1_013 });
    expect(reading).toMatchObject({ texts: ["line 10", "line 11", "line 12"], reachedEnd: true });
    expect(asked[0]).toMatchObject({ startMs: 1_010, endMs: 1_013 });
  });
});

describe("a search", () => {
  const log = count(1_000, (i) => (i % 100 === 50 ? `ERROR ${i}` : `line ${i}`));

  test("from the head finds the first matches and stops there", async () => {
    const { jobLogs } = streamOf(log, { mostEvents: 100, emptyEvery: 3 });
    expect(await read(jobLogs, { from: "head", count: 2, search: search("error") })).toMatchObject({
      lines: [
        { atMs: 1_050, text: "ERROR 50", matched: true },
        { atMs: 1_150, text: "ERROR 150", matched: true, afterGap: true },
      ],
      matches: 2,
      reachedEnd: false,
      pagesRead: 2,
    });
  });

  test("from the tail finds the last ones, in the order of the log", async () => {
    const { jobLogs } = streamOf(log, { mostEvents: 100 });
    const reading = await read(jobLogs, { from: "tail", count: 2, search: search("error") });
    expect(reading).toMatchObject({ texts: ["ERROR 850", "ERROR 950"], matches: 2, pagesRead: 2 });
  });

  test.each(["head", "tail"] as const)(
    "from the %s shows what stands around a match, each line once",
    async (from) => {
      const { jobLogs } = streamOf(
        count(40, (i) => ([10, 12, 30].includes(i) ? `ERROR ${i}` : `line ${i}`)),
        { mostEvents: 7, emptyEvery: 4 },
      );
      const reading = await read(jobLogs, { from, count: 9, search: search("error", 2, 1) });
      expect(reading.texts).toEqual([
        ...["line 8", "line 9", "ERROR 10", "line 11", "ERROR 12", "line 13"],
        ...["line 28", "line 29", "ERROR 30", "line 31"],
      ]);
      expect(reading.lines.flatMap((line) => (line.afterGap ? [line.text] : []))).toEqual(["line 28"]);
      expect(reading).toMatchObject({ matches: 3, reachedStart: true, reachedEnd: true });
      expect(reading.cut).toBeUndefined();
    },
  );

  test("gives the lines after the last match it was asked for", async () => {
    const reading = await read(streamOf(log).jobLogs, {
      from: "head",
      count: 1,
      search: search("error", 0, 2),
    });
    expect(reading.texts).toEqual(["ERROR 50", "line 51", "line 52"]);
  });

  test("that runs out of time tells how far it got", async () => {
    let nowMs = 0;
    // As long as is looked through between two looks at the clock.
    const { jobLogs } = streamOf(log.map(({ atMs, text }) => ({ atMs, text: text.padEnd(1_024, ".") })));
    const reading = await read(
      jobLogs,
      { from: "head", count: 9, search: search("error") },
      { nowMs: () => (nowMs += 10), deadlineMs: 3_000 },
    );
    expect(reading).toMatchObject({ cut: "time", reachedEnd: false, matches: 2 });
    expect(reading.readUpToMs).toBeGreaterThan(1_150);
    expect(reading.readUpToMs).toBeLessThan(1_250);
  });

  test("ends after so many pages, empty ones included", async () => {
    const { jobLogs, asked } = streamOf(log, { mostEvents: 10, emptyEvery: 2 });
    const reading = await read(jobLogs, { from: "head", count: 9, search: search("error") }, { maxPages: 4 });
    expect(reading).toMatchObject({ cut: "pages", pagesRead: 4, matches: 0, readUpToMs: 1_019 });
    expect(asked).toHaveLength(4);
  });

  test("keeps a match far out in a long line in sight", async () => {
    const { jobLogs } = streamOf(
      count(3, (i) => (i === 1 ? `${"x".repeat(9_000)} oops ${"y".repeat(9_000)}` : "")),
    );
    const reading = await read(jobLogs, { from: "head", count: 1, search: search("oops") });
    expect(reading.texts[0]).toContain("oops");
    expect(reading.texts[0]?.length).toBeLessThanOrEqual(500);
  });

  test("does not find what is masked", async () => {
    const { jobLogs } = streamOf(count(3, () => "password=hunter2"));
    expect(await read(jobLogs, { from: "head", count: 5, search: search("hunter2") })).toMatchObject({
      lines: [],
    });
  });
});

describe("lines leave", () => {
  test("cleaned, masked and shortened, in this order", async () => {
    const secret = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
    const { jobLogs } = streamOf([
      { atMs: 1, text: `10%\r90%\r\x1b[1mtoken is ${secret.slice(0, 10)}\x1b[0m${secret.slice(10)}` },
      { atMs: 2, text: `${"x".repeat(480)} ${secret} ${"y".repeat(100)}` },
    ]);
    const reading = await read(jobLogs, { from: "tail", count: 5 });
    expect(reading.texts[0]).toBe("token is [masked]");
    expect(reading.texts[1]).toMatch(/^x{430} … \(\d+ characters more\)$/);
    expect(reading.masked).toBe(2);
  });

  test("without those that were noise only, but with the empty ones", async () => {
    const { jobLogs } = streamOf(["a", "\x1b[2K\x1b[1G", "", "b\n\nc"].map((text, atMs) => ({ atMs, text })));
    expect((await read(jobLogs, { from: "tail", count: 9 })).texts).toEqual(["a", "", "b", "", "c"]);
  });

  test("masked where a key began before the lines that are shown", async () => {
    const key = [
      "-----BEGIN PRIVATE KEY-----",
      "c2hvcnQtYm9keS0x",
      "c2hvcnQtYm9keS0y",
      "-----END PRIVATE KEY-----",
    ];
    const { jobLogs } = streamOf(key.map((text, atMs) => ({ atMs, text })));
    expect((await read(jobLogs, { from: "tail", count: 2 })).texts).toEqual(["[masked]", key[3]]);
  });
});

test("a stream that is not there is said to be missing", async () => {
  const jobLogs: JobLogs = { page: async () => ({ found: false, missing: "stream" }) };
  const source = { jobLogs, mask: createMask({ values: [], patterns: [] }), nowMs: () => 0 };
  expect(await readLog(source, stream, { query: { from: "tail", count: 5 }, bounds })).toEqual({
    found: false,
    missing: "stream",
  });
});
