import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastLines } from "./last-lines.ts";

const noise = (n: number) => Array.from({ length: n }, (_, i) => `INFO processed block ${i}, errors: 0`);

describe("the lines that matter", () => {
  test("of a Python program are the end of its traceback, the cause and the last lines", () => {
    const log = [
      ...noise(50),
      "Traceback (most recent call last):",
      '  File "/opt/align/main.py", line 210, in <module>',
      "    main()",
      '  File "/opt/align/main.py", line 180, in main',
      "    run(sample)",
      '  File "/opt/align/reads.py", line 12, in run',
      "    data = read(path)",
      "FileNotFoundError: [Errno 2] No such file or directory: 'NA12878.bam'",
      "INFO cleaning up",
      "INFO copied 3 files",
      "INFO bye",
    ];
    expect(lastLines(log)).toEqual(log.slice(50));
  });

  test("of a deep traceback are its end before its beginning, and what was printed after it", () => {
    const frames = Array.from({ length: 9 }, (_, index) => [
      `  File "/opt/align/main.py", line ${index}, in step`,
      `    step(${index})`,
    ]).flat();
    const log = ["Traceback (most recent call last):", ...frames, "KeyError: 'cell'", "INFO bye"];
    expect(lastLines(log)).toEqual([log[0], ...log.slice(1, 5), "…", ...log.slice(-6)]);
  });

  test.each([
    ["a shell", "run.sh: line 3: bwaa: command not found"],
    ["the kernel", "/opt/run.sh: line 9:    12 Killed                  bwa mem ref.fa reads.fq"],
    ["R", "Error in readRDS(path) : cannot open the connection"],
    ["Go", "panic: runtime error: index out of range [5] with length 3"],
    ["Rust", "thread 'main' panicked at src/main.rs:10:5:"],
    ["Java", 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space'],
    ["C", "Segmentation fault (core dumped)"],
    ["C++", "terminate called after throwing an instance of 'std::bad_alloc'"],
    ["Nextflow", "ERROR ~ Error executing process > 'ALIGN (NA12878)'"],
    [
      "the AWS CLI",
      "upload failed: ./x to s3://b/x An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
    ],
    ["the disk", "samtools sort: failed writing to tmp.bam: No space left on device"],
    ["a structured log", '{"level":"error","error": "index is older than the reads"}'],
  ])("hold what %s said, however much came after it", (_who, line) => {
    const shown = lastLines([...noise(300), line, ...noise(60)]);
    expect(shown).toContain(line);
    expect(shown.at(-1)).toBe("INFO processed block 59, errors: 0");
    expect(shown.length).toBeLessThanOrEqual(12);
  });

  test("show the last of several causes", () => {
    const shown = lastLines(["ValueError: first", ...noise(100), "ValueError: second", ...noise(100)]);
    expect(shown).toContain("ValueError: second");
  });

  test("of a stack that follows its message are its first frames and what caused it", () => {
    const frames = (of: string) =>
      Array.from({ length: 30 }, (_, i) => `\tat org.lab.${of}(${of}.java:${i})`);
    const log = [
      'Exception in thread "main" java.lang.RuntimeException: x',
      ...frames("Run"),
      "Caused by: java.io.IOException: no index",
      ...frames("Read"),
    ];
    const shown = lastLines(log);
    expect(shown).toContain("Caused by: java.io.IOException: no index");
    expect(shown).toContain('Exception in thread "main" java.lang.RuntimeException: x');
    expect(shown.length).toBeLessThanOrEqual(12);
  });

  test("are the last twelve where nothing tells, without empty ones", () => {
    const log = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? `step ${i}` : ""));
    expect(lastLines(log)).toEqual(Array.from({ length: 12 }, (_, i) => `step ${16 + 2 * i}`));
  });

  test("of a short log are all of it", () => {
    expect(lastLines(["a", "", "b"])).toEqual(["a", "b"]);
    expect(lastLines([])).toEqual([]);
  });

  test("stay within their bounds, in the order of the log, whatever it holds", () => {
    const line = fc.oneof(
      fc.string({ maxLength: 2_000 }),
      fc.constantFrom(
        "Traceback (most recent call last):",
        "  File x",
        "KeyError: 1",
        "Killed",
        "error: x",
        "x".repeat(5_000),
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (log) => {
        const shown = lastLines(log);
        expect(shown.length).toBeLessThanOrEqual(12);
        expect(shown.join("\n").length).toBeLessThanOrEqual(1_500);
        if (log.some((one) => one.trim() !== "")) expect(shown.length).toBeGreaterThan(0);
      }),
    );
  });
});
