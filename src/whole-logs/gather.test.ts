import { describe, expect, test } from "vitest";
import { aPart, aWholeLog } from "../../test/fixtures/a-whole-log.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import { pagedLog } from "../../test/support/paged-log.ts";
import type { JobLogs, LogEvent } from "../aws/job-logs.ts";
import type { BatchId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Gathered } from "../domain/logs/whole-log.ts";
import { type GatherOptions, gather } from "./gather.ts";

const events = (count: number, text = (n: number) => `line ${n}`): LogEvent[] =>
  Array.from({ length: count }, (_, n) => ({ atMs: n * 1_000, text: text(n) }));

const knows = async (ids: readonly BatchId[]) => ids.map((batchId) => ({ batchId, detail: {} }));

function gathering(jobLogs: JobLogs, changes: Partial<GatherOptions> = {}) {
  let text = "";
  const clock = manualClock();
  const options: GatherOptions = {
    jobLogs,
    describe: knows,
    patterns: ["MRN-\\d+"],
    file: {
      append: async (bytes) => {
        text += Buffer.from(bytes).toString();
      },
    },
    mostBytes: limits.wholeLogBytes,
    clock,
    chance: () => 0.5,
    onPage: async () => {},
    ...changes,
  };
  return { run: (log = aWholeLog("w_1")) => gather(log, options), lines: () => text.split("\n"), clock };
}

describe("a whole log", () => {
  test("is gathered page by page, from its first line to its last, with the time before each", async () => {
    const { jobLogs } = pagedLog(events(2_500), { mostEvents: 1_000, emptyEvery: 2 });
    const { run, lines } = gathering(jobLogs);
    expect(await run()).toEqual({ lines: 2_500, bytes: expect.any(Number), masked: 0 });
    expect(lines().slice(0, 2)).toEqual([
      "1970-01-01 00:00:00.000  line 0",
      "1970-01-01 00:00:01.000  line 1",
    ]);
    expect(lines().slice(-2)).toEqual(["1970-01-01 00:41:39.000  line 2499", ""]);
  });

  test("is cleaned and masked, with what this lab and this job hold secret", async () => {
    const { jobLogs } = pagedLog([
      { atMs: 0, text: "\u001b[31mred\u001b[0m MRN-1234" },
      { atMs: 0, text: "the key is correct-horse-battery" },
      { atMs: 0, text: "10%\r 50%\r100%" },
    ]);
    const environment = [{ name: "API_PASSWORD", value: "correct-horse-battery" }];
    const detail = { container: { environment } };
    const { run, lines } = gathering(jobLogs, {
      describe: async (ids) => ids.map((batchId) => ({ batchId, detail })),
    });
    const gathered = await run();
    expect(gathered).toMatchObject({ lines: 3, masked: 2 });
    expect(gathered.ownSecretsUnknown).toBeUndefined();
    expect(lines().join("\n")).not.toMatch(/MRN-1234|correct-horse|\[31m/);
    expect(lines()[2]).toBe("1970-01-01 00:00:00.000  100%");
  });

  test("of a job that AWS has forgotten says that its own secrets are not known", async () => {
    const { run } = gathering(pagedLog(events(1)).jobLogs, { describe: async () => [] });
    expect(await run()).toMatchObject({ lines: 1, ownSecretsUnknown: true });
  });

  test("keeps the last state alone of a bar that is written line by line, over pages as well", async () => {
    const bar = events(30, (n) => `Aligning: ${n * 3}%|####      | ${n}/30`);
    const { run, lines } = gathering(
      pagedLog([...bar, { atMs: 40_000, text: "done" }], { mostEvents: 7 }).jobLogs,
    );
    expect(await run()).toMatchObject({ lines: 2 });
    expect(lines()[0]).toContain("29/30");
  });

  test("that is too long is cut behind a whole line, and says until when it goes", async () => {
    const { run, lines } = gathering(pagedLog(events(100)).jobLogs, { mostBytes: 1_000 });
    const gathered = await run();
    expect(gathered).toMatchObject({
      bytes: expect.any(Number),
      cut: { why: "size", atMs: gathered.lines * 1_000 },
    });
    expect(gathered.bytes).toBeLessThanOrEqual(1_000);
    expect(lines().at(-2)).toBe(`1970-01-01 00:00:${gathered.lines - 1}.000  line ${gathered.lines - 1}`);
  });

  test("that takes too long is sent as far as it was read", async () => {
    const { jobLogs } = pagedLog(events(100), { mostEvents: 10 });
    const { run, clock } = gathering(jobLogs, {
      onPage: async () => clock.advance(limits.wholeLogGatherMs / 2),
    });
    expect(await run()).toMatchObject({ lines: 20, cut: { why: "time", atMs: 19_000 } });
  });

  test("goes on where it was when CloudWatch gives no page just now, and says no line twice", async () => {
    const paged = pagedLog(events(100), { mostEvents: 30 });
    let calls = 0;
    const jobLogs: JobLogs = {
      page: (stream, request) => {
        calls += 1;
        if (calls === 3 || calls === 4)
          throw Object.assign(new Error("busy"), { name: "LogTrouble", kind: "later" });
        return paged.jobLogs.page(stream, request);
      },
    };
    const { run, lines, clock } = gathering(jobLogs);
    const gathered = run();
    const pass = setInterval(() => clock.advance(limits.wholeLogRetryMaxMs), 1);
    expect(await gathered).toMatchObject({ lines: 100 });
    clearInterval(pass);
    expect(new Set(lines()).size).toBe(101);
  });

  test("is not gathered when CloudWatch refuses", async () => {
    const refused = Object.assign(new Error("no"), { name: "LogTrouble", kind: "permanent" });
    const { run } = gathering({ page: () => Promise.reject(refused) });
    await expect(run()).rejects.toBe(refused);
  });

  test("of several streams has a heading for each, and tells how many are not there", async () => {
    const paged = pagedLog(events(2));
    const jobLogs: JobLogs = {
      page: async (stream, request) =>
        stream.stream === "gone" ? { found: false, missing: "stream" } : paged.jobLogs.page(stream, request),
    };
    const parts = [
      { ...aPart, index: 3 },
      { ...aPart, index: 17, stream: "gone" },
      { ...aPart, index: 18 },
    ];
    const { run, lines } = gathering(jobLogs);
    expect(await run(aWholeLog("w_1", { parts }))).toMatchObject({ lines: 4, missing: 1 });
    expect(lines().filter((line) => line.startsWith("# "))).toEqual([
      expect.stringMatching(
        /^# index 3, job 3fa9.*, stream align\/default\/1 in \/aws\/batch\/job, us-west-2$/,
      ),
      expect.stringMatching(/^# index 17, /),
      expect.stringMatching(/^# index 18, /),
    ]);
  });

  test("ends when nobody wants it any more", async () => {
    const seen: Gathered[] = [];
    const { run } = gathering(pagedLog(events(100), { mostEvents: 10 }).jobLogs, {
      onPage: async (sofar) => {
        seen.push({ ...sofar });
        if (seen.length === 2) throw new Error("called off");
      },
    });
    await expect(run()).rejects.toThrow("called off");
    expect(seen).toHaveLength(2);
  });
});
