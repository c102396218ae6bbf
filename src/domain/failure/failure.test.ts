import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { reportOf } from "../../../test/support/events.ts";
import type { Attempt, AttemptContainer } from "../job/attempt.ts";
import type { Report } from "../job/report.ts";
import { explainFailure, isSpotReclaim } from "./failure.ts";
import type { Failure, FailureCause, FailureInput } from "./failure-cause.ts";
import { failureRules } from "./failure-rules.ts";

const image = "111122223333.dkr.ecr.us-west-2.amazonaws.com/align:1.4";
const base: FailureInput = { size: { vcpus: 4, memoryMiB: 16_384, gpus: 0 }, image, platform: "EC2" };
const generic = "Essential container in task exited";
const notStarted = "Task failed to start";

function attempt(statusReason: string, container: AttemptContainer): Attempt {
  return { startedAtMs: 1_000, stoppedAtMs: 5_000, statusReason, containers: [container] };
}

/** One attempt that failed with status reason S, container reason C and exit code E. */
function failed(S: string, C?: string, E?: number, input: Partial<FailureInput> = {}): Failure {
  const container = {
    ...(C === undefined ? {} : { reason: C }),
    ...(E === undefined ? {} : { exitCode: E }),
  };
  return explainFailure({ ...base, attempt: attempt(S, container), ...input });
}

type Row = Partial<Omit<FailureInput, "attempt">> & {
  name: string;
  attempt?: { status: string; container?: string; exitCode?: number };
  told: { cause: FailureCause; what: string; advice?: string; next?: string };
};

function readFailures(): { name: string; failure: Failure; told: Row["told"] }[] {
  const file = new URL("../../../test/fixtures/failures.yaml", import.meta.url);
  const table: Row[] = parse(readFileSync(file, "utf8"));
  return table.map(({ name, attempt: ended, told, ...input }) => ({
    name,
    told,
    failure:
      ended === undefined
        ? explainFailure({ ...base, ...input })
        : failed(ended.status, ended.container, ended.exitCode, input),
  }));
}

const rows = readFailures();

describe("a failed job says why", () => {
  test.each(rows)("$name", ({ failure, told }) => {
    expect(failure).toMatchObject({ cause: told.cause, what: told.what });
    if (told.advice === undefined) expect(failure.advice).toBeUndefined();
    else expect(failure.advice).toContain(told.advice);
    expect(nextText(failure)).toBe(told.next);
  });

  test("every rule has its row", () => {
    const causes = new Set(rows.map(({ told }) => told.cause));
    const untold = failureRules
      .map((rule) => rule.cause)
      .filter((cause) => cause !== "exit-code" && !causes.has(cause));
    expect(untold).toEqual([]);
  });

  test("and what it says fits behind “failed: ” and never blames", () => {
    for (const {
      failure: { what, advice = "Fine." },
    } of rows) {
      expect(what).not.toMatch(/[.!]$|^[A-Z](?!WS|\. )|you(r)? (fault|mistake)/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
      expect(what.length).toBeLessThan(200);
    }
  });

  test("a command never stands in it, wherever AWS repeats one", () => {
    const told = rows.map(({ failure }) => JSON.stringify(failure)).join("\n");
    expect(told).not.toMatch(/alignn|\/opt\/align|secret-command/);
  });
});

function nextText({ next }: Failure): string | undefined {
  return next?.kind === "more-memory" ? `more-memory ${next.memoryMiB}` : next?.kind;
}

describe("an exit code", () => {
  test.each([
    [1, "its program ended with an error", "The last log lines usually say why."],
    [
      2,
      "its program was called in a way it does not understand, or ended with an error",
      /options and arguments/,
    ],
    [3, "its program ended with an error of its own", /manual/],
    [126, "a command was found, but may not be run", /chmod \+x/],
    [127, "a command was not found", "Check its spelling, and that the image `align:1.4` contains it."],
    [130, "its program was interrupted (SIGINT)", /log lines/],
    [132, "its program used an instruction that the machine does not know (SIGILL)", /processor/],
    [134, "its program gave up by itself (SIGABRT)", /memory/],
    [135, "its program crashed on memory it could not use (SIGBUS)", /shared memory/],
    [136, "its program crashed on an impossible calculation (SIGFPE)", /log lines/],
    [139, "its program crashed on memory that was not its own (SIGSEGV)", /libraries/],
    [141, "its program was ended by signal 13", /log lines/],
    [143, "it was asked to stop from outside (SIGTERM), and AWS does not say why", /machine went away/],
    [255, "its program ended with a general error", /ssh/],
    [3_221_225_477, "its program ended with a code that no ordinary program gives", /Windows/],
    [-1, "its program ended with a code that no ordinary program gives", /log lines/],
    [0, "its program ended as if all was well, yet AWS counts it as failed", /Check its output/],
  ] as const)("%i has a meaning", (exitCode, what, advice) => {
    const failure = failed(generic, undefined, exitCode);
    expect(failure).toMatchObject({ cause: "exit-code", what, exitCode, hasLog: true });
    if (typeof advice === "string") expect(failure.advice).toBe(advice);
    else expect(failure.advice).toMatch(advice);
  });

  test("of the container that failed counts, not that of its helper", () => {
    const containers = [
      { name: "cache", exitCode: 0 },
      { name: "main", exitCode: 127 },
    ];
    expect(explainFailure({ ...base, attempt: { startedAtMs: 1, containers } }).exitCode).toBe(127);
  });

  test("names the image only where it can be one", () => {
    const advice = (name: string) => failed(generic, undefined, 127, { image: name }).advice;
    expect(advice("ghcr.io/lab/align@sha256:9f86d081884c7d65")).toContain("the image `align` contains");
    expect(advice("`<!channel>` x")).toBe("Check its spelling, and that the image contains it.");
  });
});

describe("out of memory", () => {
  const oom = "OutOfMemoryError: Container killed due to memory usage";
  const outOf = (vcpus: number, memoryMiB: number, platform: Report["platform"]) =>
    failed(generic, oom, 137, { size: { vcpus, memoryMiB, gpus: 0 }, platform });

  test.each([
    [4, 2_048, "EC2", "its 2 GiB", "try 4 GiB", "more-memory 4096"],
    [4, 1_536, "EC2", "its 1.5 GiB", "try 3 GiB", "more-memory 3072"],
    [4, 2_000, "EC2", "its 2000 MiB", "try 4000 MiB", "more-memory 4000"],
    [1, 4_096, "FARGATE", "its 4 GiB", "try 8 GiB", "more-memory 8192"],
    [8, 20_480, "FARGATE", "its 20 GiB", "try 40 GiB", "more-memory 40960"],
    [4, 30_720, "FARGATE", "its 30 GiB", "only with more vCPUs", "edit"],
    [16, 122_880, "FARGATE", "its 120 GiB", "only with more vCPUs", "edit"],
    [0, 0, "unknown", "it had", "More memory usually fixes this.", "edit"],
  ] as const)("of %d vCPUs and %d MiB on %s", (vcpus, memoryMiB, platform, what, advice, next) => {
    const failure = outOf(vcpus, memoryMiB, platform);
    expect(failure.what).toContain(what);
    expect(failure.advice).toContain(advice);
    expect(nextText(failure)).toBe(next);
    expect(failure.exitCode).toBeUndefined();
  });

  test("among several containers the sum says nothing, so the person decides", () => {
    const containers = [{ name: "cache" }, { name: "main", exitCode: 137, reason: oom }];
    const failure = explainFailure({ ...base, attempt: { startedAtMs: 1, containers } });
    expect(failure).toMatchObject({ cause: "out-of-memory", next: { kind: "edit" } });
  });
});

describe("whether there can be a log", () => {
  test.each([
    ["failed.exit-1", true],
    ["failed.out-of-memory", true],
    ["failed.spot-reclaim-ec2", true],
    ["failed.cannot-pull", false],
    ["failed.docker-timeout", false],
    ["failed.dependency", false],
    ["failed.resource-init", false],
    ["array.parent-failed", false],
    ["kubernetes.failed", false],
  ])("%s: %s", (name, hasLog) => {
    const { attempts, statusReason, size, platform } = reportOf(name);
    const attempt = attempts.at(-1);
    const failure = explainFailure({
      ...(attempt && { attempt }),
      ...(statusReason === undefined ? {} : { statusReason }),
      size,
      platform,
    });
    expect(failure.hasLog).toBe(hasLog);
  });

  test("a stream that AWS names for a container that never ran does not count", () => {
    const pull = {
      reason: "CannotPullContainerError: manifest unknown: not found",
      logStream: "align/default/aa",
    };
    expect(explainFailure({ ...base, attempt: attempt(notStarted, pull) }).hasLog).toBe(false);
  });
});

describe("a spot reclaim", () => {
  test.each([
    ["Host EC2 (instance i-0c2d7f4e9b1a83650) terminated.", true],
    ["Your Spot Task was interrupted.", true],
    ["Essential container in task exited", false],
    [undefined, false],
  ])("%s: %s", (statusReason, expected) => {
    expect(isSpotReclaim(statusReason)).toBe(expected);
  });
});
