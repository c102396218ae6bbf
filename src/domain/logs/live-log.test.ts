import { describe, expect, test } from "vitest";
import type { MemberId, SubmissionId } from "../ids.ts";
import { limits } from "../limits.ts";
import {
  afterLook,
  endOf,
  type LiveLook,
  type LiveState,
  type LiveTail,
  liveBeginning,
  lookPauseMs,
  stoppedTail,
  tailOf,
} from "./live-log.ts";

const attempt = { number: 1, of: 3 };
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ atMs: from + n, text: `line ${from + n}`, attempt: 1 }));
const looked = (changes: Partial<Extract<LiveLook, { kind: "looked" }>> = {}): LiveLook => ({
  kind: "looked",
  attempt,
  lines: [],
  positions: {},
  ...changes,
});
const stateAfter = (looks: readonly LiveLook[], nowMs = 0, from: LiveState = liveBeginning) =>
  looks.reduce((state, look) => afterLook(state, look, nowMs), from);

const tail: LiveTail = {
  kind: "tail",
  followed: { job: "s_1" as SubmissionId },
  by: "U0JBLOW" as MemberId,
  lines: [],
  leftOut: 0,
  now: { kind: "waiting", untilMs: 9e9 },
};

describe("the window", () => {
  test("keeps the last lines and counts those that made room", () => {
    const state = stateAfter([looked({ lines: lines(0, 20) }), looked({ lines: lines(20, 1_250) })]);
    expect(state.lines).toEqual(lines(1_270 - limits.liveLines, limits.liveLines));
    expect(state.leftOut).toBe(1_270 - limits.liveLines);
  });

  test("remembers that some lines came faster than they can be read", () => {
    const state = stateAfter([looked({ lines: lines(0, 1), outrun: true }), looked({ lines: lines(1, 1) })]);
    expect(state.outrun).toBe(true);
  });

  test("keeps what it shows through trouble, and nothing is counted twice", () => {
    const before = stateAfter([looked({ lines: lines(0, 3), positions: { a: { token: "f/1" } } })]);
    const state = stateAfter(
      [{ kind: "trouble" }, looked({ positions: { a: { token: "f/2" } } })],
      0,
      before,
    );
    expect(state).toEqual({ ...before, positions: { a: { token: "f/2" } }, quietLooks: 1 });
  });
});

describe("a live log ends", () => {
  const ended = looked({ ended: { state: "failed", exitCode: 3 } });

  test("some seconds after its job, when the last lines have come", () => {
    const state = afterLook(liveBeginning, ended, 1_000);
    expect(endOf(state, ended, 1_000)).toBeUndefined();
    const later = afterLook(state, ended, 1_000 + limits.liveAfterEndMs);
    expect(endOf(later, ended, 1_000 + limits.liveAfterEndMs)).toEqual({
      kind: "job",
      state: "failed",
      exitCode: 3,
    });
  });

  test("when there is none and will be none", () => {
    expect(endOf(liveBeginning, { kind: "no-log" }, 0)).toEqual({ kind: "no-log" });
  });

  test("when it can not be read for long, and not before", () => {
    const trouble: LiveLook = { kind: "trouble" };
    const state = afterLook(afterLook(liveBeginning, trouble, 0), trouble, limits.liveTroubleMs);
    expect(endOf(state, trouble, limits.liveTroubleMs - 1)).toBeUndefined();
    expect(endOf(state, trouble, limits.liveTroubleMs)).toEqual({ kind: "unread" });
  });
});

describe("the next look", () => {
  const growing = stateAfter([looked({ lines: lines(0, 1) })]);
  const quiet = stateAfter(Array.from({ length: 5 }, () => looked()));
  test.each([
    ["of one that grows is soon", growing, 1, limits.liveLookMs],
    ["of one that is quiet is later", quiet, 1, limits.liveQuietMs],
    ["of one that is about to begin is soon", liveBeginning, 1, limits.liveLookMs],
    [
      "of one that has long not begun is later still",
      { ...liveBeginning, quietLooks: 9 },
      1,
      limits.liveWaitMs,
    ],
    ["of one of many leaves each its share of Slack's edits", growing, 20, 60_000],
    [
      "after its job's end is soon, whoever else follows",
      { ...growing, ended: { sinceMs: 0, state: "failed" } },
      20,
      3_000,
    ],
    ["after trouble waits", { ...growing, trouble: { sinceMs: 0, count: 1 } }, 1, limits.liveRetryMs],
    [
      "after much trouble waits longer, and not for ever",
      { ...growing, trouble: { sinceMs: 0, count: 99 } },
      1,
      limits.liveRetryMaxMs,
    ],
  ] as const)("%s", (_when, state, messages, pauseMs) => {
    expect(lookPauseMs(state, messages)).toBe(pauseMs);
  });
});

describe("its message", () => {
  test("says that it waits, then that it follows, then that it ended", () => {
    const going = { untilMs: 5_000, nowMs: 0 };
    expect(tailOf(tail, liveBeginning, going).now).toEqual({ kind: "waiting", untilMs: 5_000 });
    const state = stateAfter([looked({ lines: lines(0, 1) })]);
    expect(tailOf(tail, state, going)).toMatchObject({
      attempt,
      lines: lines(0, 1),
      now: { kind: "following" },
    });
    expect(tailOf(tail, state, { atMs: 7, why: { kind: "time" } }).now).toEqual({
      kind: "ended",
      atMs: 7,
      why: { kind: "time" },
    });
  });

  test("says after a while that it can not be read, and takes it back when it can", () => {
    const state = afterLook(stateAfter([looked({ lines: lines(0, 1) })]), { kind: "trouble" }, 1_000);
    const at = (nowMs: number) => tailOf(tail, state, { untilMs: 9e9, nowMs }).now;
    expect(at(1_000 + limits.liveTroubleToldMs - 1)).not.toHaveProperty("unreadSinceMs");
    expect(at(1_000 + limits.liveTroubleToldMs)).toMatchObject({ unreadSinceMs: 1_000 });
    const read = tailOf(tail, afterLook(state, looked(), 9e8), { untilMs: 9e9, nowMs: 9e8 });
    expect(read.now).toEqual({ kind: "following", untilMs: 9e9 });
  });

  test("keeps its lines when somebody stops it", () => {
    const shown = tailOf(tail, stateAfter([looked({ lines: lines(0, 2) })]), { untilMs: 9e9, nowMs: 0 });
    const by = "U0PETERS" as MemberId;
    expect(stoppedTail(shown, by, 5)).toEqual({
      ...shown,
      now: { kind: "ended", atMs: 5, why: { kind: "stopped", by } },
    });
  });
});
