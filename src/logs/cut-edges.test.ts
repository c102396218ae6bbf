/** A secret that a terminal has cut at its edge is read in pieces: nothing says of either half, read alone, what it is. */
import { describe, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { growingLogs, writing } from "../../test/support/growing-logs.ts";
import { pagedLog, pagedStream } from "../../test/support/paged-log.ts";
import { afterLook, type LiveState, liveBeginning } from "../domain/logs/live-log.ts";
import { lookAtLog } from "./follow-log.ts";
import type { LogPlace } from "./log-place.ts";
import { createMask } from "./mask.ts";
import { type LogQuery, readLog } from "./read-log.ts";
import { compileSearch } from "./search.ts";

/** Put together here, so that no scanner of repositories takes them for real ones. */
const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const jwt = `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0".repeat(9)}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`;
const mask = createMask({ values: [], patterns: [] });

const wrapped = (line: string, width: number): string[] =>
  Array.from({ length: Math.ceil(line.length / width) }, (_, n) => line.slice(n * width, (n + 1) * width));

const secrets: readonly [string, string, readonly string[]][] = [
  [
    "over two lines",
    token,
    ["before", ...wrapped(`${"cloning the sources with ".padEnd(60, ".")} ${token} and on`, 80), "after"],
  ],
  [
    "over many lines",
    jwt,
    ["before", ...wrapped(`${"signing in with the token ".padEnd(70, ".")} ${jwt} and on`, 80), "after"],
  ],
];

function expectMasked(secret: string, shown: readonly string[]): void {
  const left = shown.join("\n");
  expect(left).toContain("[masked]");
  for (let at = 0; at + 8 <= secret.length; at++) expect(left).not.toContain(secret.slice(at, at + 8));
  expect(left.replaceAll("\n", "")).toMatch(/and on/);
}

async function readOn(
  query: LogQuery,
  log: readonly string[],
  { page, isOld = false }: { page: number; isOld?: boolean },
) {
  const events = log.map((text, atMs) => ({ atMs, text }));
  const { jobLogs, asked } = pagedLog(events, {
    mostEvents: page,
    expired: (call) => isOld && call === firstCall,
  });
  let firstCall = 0;
  const seen: string[] = [];
  let after: LogPlace | undefined;
  do {
    firstCall = asked.length + 1;
    if (seen.length > log.length) throw new Error("it does not end");
    const reading = await readLog({ jobLogs, mask, nowMs: () => 0 }, pagedStream, {
      query,
      bounds: { maxPages: 50, deadlineMs: 1, lineChars: 500 },
      ...(after && { after }),
    });
    if (!reading.found) throw new Error("not found");
    seen.push(
      ...(query.from === "head" ? reading.lines : reading.lines.toReversed()).map(({ text }) => text),
    );
    const isEnd = query.from === "head" ? reading.reachedEnd : reading.reachedStart;
    after = isEnd ? undefined : reading.goOn();
  } while (after !== undefined);
  return query.from === "head" ? seen : seen.reverse();
}

describe.each(secrets)("a secret %s", (_what, secret, log) => {
  test.each(["head", "tail"] as const)(
    "is masked wherever a page ends, gone through from the %s",
    async (from) => {
      for (let page = 1; page <= log.length; page++) {
        for (let count = 1; count <= log.length; count++) {
          const seen = await readOn({ from, count }, log, { page });
          expect(seen, `${page} ${count}`).toHaveLength(log.length);
          expectMasked(secret, seen);
        }
      }
    },
  );

  test("is masked where a token is a day old and its place is found again by time", async () => {
    for (const from of ["head", "tail"] as const)
      for (let count = 1; count <= 3; count++)
        expectMasked(secret, await readOn({ from, count }, log, { page: log.length, isOld: true }));
  });

  test("is masked where a bound of time parts it", async () => {
    for (let ms = 1; ms < log.length - 1; ms++) {
      const earlier = await readOn({ from: "head", count: 99, untilMs: ms }, log, { page: 99 });
      const later = await readOn({ from: "tail", count: 99, sinceMs: ms }, log, { page: 99 });
      expect([...earlier, ...later]).toHaveLength(log.length);
      expectMasked(secret, [...earlier, ...later]);
    }
  });

  test("is masked in what a search finds beside the end of a page", async () => {
    const search = compileSearch("cloning|signing|and on");
    if (!search.ok) throw new Error(search.mistake);
    for (let page = 1; page <= log.length; page++) {
      const query = {
        from: "head",
        count: 1,
        search: { search: search.value, before: 9, after: 9 },
      } as const;
      expectMasked(secret, await readOn(query, log, { page }));
    }
  });

  test("is masked in a log that is followed, also what was shown before the rest came", async () => {
    const logs = growingLogs();
    const job = jobIn("running");
    const detail = writing(job, "a/1");
    let state: LiveState = liveBeginning;
    for (const line of log) {
      logs.print("a/1", line);
      const follower = { jobLogs: logs.jobLogs, nowMs: () => 5 };
      const look = await lookAtLog(follower, { job, pi: aPi(), detail }, state);
      state = JSON.parse(JSON.stringify(afterLook(state, look, 5)));
    }
    const shown = state.lines.map(({ text }) => text);
    expect(shown).toHaveLength(log.length);
    expect([shown[0], shown.at(-1)]).toEqual(["before", "after"]);
    expectMasked(secret, shown);
  });
});

test("the end of a long log costs no more calls for that", async () => {
  const events = Array.from({ length: 5_000 }, (_, atMs) => ({ atMs, text: "x".repeat(80) }));
  const { jobLogs, asked } = pagedLog(events);
  const reading = await readLog({ jobLogs, mask, nowMs: () => 0 }, pagedStream, {
    query: { from: "tail", count: 50 },
    bounds: { maxPages: 50, deadlineMs: 1, lineChars: 500 },
  });
  expect(reading).toMatchObject({ found: true, pagesRead: 1, looked: 50 });
  expect(asked).toHaveLength(1);
});

test("a secret in the midst of a line that a terminal has cut a hundred times is masked", async () => {
  const filler = "the lab aligns its reads against the reference of the year ".repeat(150);
  for (let at = 3_000; at < 3_400; at += 13) {
    const log = wrapped(`${filler.slice(0, at)} ${jwt} ${filler} and on`, 80);
    expectMasked(jwt, await readOn({ from: "head", count: 999 }, log, { page: 999 }));
  }
});
