/** A private key is read in pieces: nothing says of its last line, read alone, what it is. */
import { describe, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { growingLogs, writing } from "../../test/support/growing-logs.ts";
import { pagedLog, pagedStream } from "../../test/support/paged-log.ts";
import { afterLook, liveBeginning } from "../domain/logs/live-log.ts";
import { lookAtLog } from "./follow-log.ts";
import type { LogPlace } from "./log-place.ts";
import { createMask } from "./mask.ts";
import { readLog } from "./read-log.ts";

const mask = createMask({ values: [], patterns: [] });
const body = [
  ...Array.from({ length: 5 }, (_, n) => `MIIEow${n}BAAKCAQEA${"x1Y2z3".repeat(9)}`.slice(0, 64)),
  "QwErTyUiOp12",
];
const key = ["-----BEGIN RSA PRIVATE KEY-----", ...body, "-----END RSA PRIVATE KEY-----"];
const aloneAfter = "before after done middle".split(" ");
const log = ["before", "middle", ...key, "after", "done", "more", "rest"];

const printed: [string, (line: string) => string][] = [
  ["as it is", (line) => line],
  ["behind a timestamp", (line) => `2026-11-29T10:00:07.123Z INFO ${line}`],
];

describe.each(printed)("a key over several pages, printed %s", (_how, around) => {
  test.each(["head", "tail"] as const)("gone through from the %s", async (from) => {
    for (let page = 1; page <= 9; page++) {
      for (let count = 1; count <= 4; count++) {
        const events = log.map((line, atMs) => ({ atMs, text: around(line) }));
        const { jobLogs } = pagedLog(events, { mostEvents: page });
        const seen: string[] = [];
        let after: LogPlace | undefined;
        do {
          const reading = await readLog({ jobLogs, mask, nowMs: () => 0 }, pagedStream, {
            query: { from, count },
            bounds: { maxPages: 50, deadlineMs: 1, lineChars: 500 },
            ...(after && { after }),
          });
          if (!reading.found) throw new Error("not found");
          seen.push(...reading.lines.map(({ text }) => text));
          const isEnd = from === "head" ? reading.reachedEnd : reading.reachedStart;
          after = isEnd ? undefined : reading.goOn();
        } while (after !== undefined);
        expect(seen).toHaveLength(log.length);
        expect(
          seen.filter((text) => body.some((line) => text.includes(line.slice(0, 6)))),
          `${page} ${count}`,
        ).toEqual([]);
        for (const word of aloneAfter) expect(seen).toContain(around(word));
      }
    }
  });

  test("followed as it is written, line by line", async () => {
    const logs = growingLogs();
    const job = jobIn("running");
    const detail = writing(job, "a/1");
    let state = liveBeginning;
    const seen: string[] = [];
    for (const line of log) {
      logs.print("a/1", around(line));
      const look = await lookAtLog(
        { jobLogs: logs.jobLogs, nowMs: () => 5 },
        { job, pi: aPi(), detail },
        state,
      );
      state = JSON.parse(JSON.stringify(afterLook(state, look, 5)));
      if (look.kind === "looked") seen.push(...look.lines.map(({ text }) => text));
    }
    expect(seen).toHaveLength(log.length);
    for (const line of body) expect(seen.join("\n")).not.toContain(line.slice(0, 6));
    expect(seen.slice(-4)).toEqual(log.slice(-4).map(around));
  });
});
