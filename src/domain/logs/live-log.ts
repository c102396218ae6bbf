/** A log that is shown as it grows: what its message says, and how a look at the log changes that. Pure. */
import type { MemberId, SubmissionId } from "../ids.ts";
import type { State } from "../job/job-state.ts";
import { limits } from "../limits.ts";

/** Whose log: the job's own, or that of a child of its array or of one of its nodes. */
export type Followed = { job: SubmissionId; child?: number; node?: number };

/** Cleaned and masked; `masked` counts what was taken out of it. */
export type LiveLine = {
  atMs: number;
  text: string;
  masked?: number;
  /** Of several containers: whose line it is. */
  container?: string;
  attempt: number;
  /** A state of a bar: the next one takes its place. */
  bar?: { key: string; percent?: number };
};

/** The last lines of a log. */
export type LiveWindow = {
  lines: readonly LiveLine[];
  /** So many were read before these, and have made room for them. */
  leftOut: number;
  /** Besides, some came faster than they can be read, and nobody knows how many. */
  outrun?: true;
};

/** What the message of a live log says. */
export type LiveTail = LiveWindow & {
  kind: "tail";
  followed: Followed;
  /** Who asked for it, and the zone in which its times are told. */
  by: MemberId;
  zone?: string;
  attempt?: { number: number; of: number };
  now: LiveNow;
};

export type LiveNow =
  /** The log has not begun. */
  | { kind: "waiting"; untilMs: number }
  | { kind: "following"; untilMs: number; unreadSinceMs?: number }
  | { kind: "ended"; atMs: number; why: LiveEnd };

export type LiveEnd =
  /** With its job. */
  | { kind: "job"; state: State; exitCode?: number }
  /** There is no log, and none will come. */
  | { kind: "no-log" }
  | { kind: "time" }
  | { kind: "stopped"; by: MemberId }
  | { kind: "unread" }
  /** Others have come to read along where it stands, or who reads there is of the lab no more. */
  | { kind: "audience" };

/**
 * How far a stream has been read; were the token not taken any more, by time: `atLast` lines of that moment are known.
 * `key`: a private key goes on there; what stands before its text on each line.
 */
export type LogPosition = {
  token: string;
  lastMs?: number;
  atLast?: number;
  key?: { shape: string; isGuessed?: true };
};

/** How far all has come: what one process leaves to the next. */
export type LiveState = LiveWindow & {
  /** By stream, of the attempt that is followed now. */
  positions: Readonly<Record<string, LogPosition>>;
  attempt?: { number: number; of: number };
  /** Since when the job is known to have ended, and how. */
  ended?: { sinceMs: number; state: State; exitCode?: number };
  /** Since when the log can not be read, and how often that was tried. */
  trouble?: { sinceMs: number; count: number };
  /** In a row, so many looks found nothing new. */
  quietLooks: number;
};

export const liveBeginning: LiveState = { lines: [], leftOut: 0, positions: {}, quietLooks: 0 };

/** What a look at the log found. `attempt` without lines: it has begun, and has written nothing yet. */
export type LiveLook =
  | { kind: "trouble" }
  | { kind: "no-log" }
  | {
      kind: "looked";
      attempt?: { number: number; of: number };
      lines: readonly LiveLine[];
      /** The first of them is the last one known, further on. */
      replacesLast?: true;
      /** Lines that are shown already, and say too much now that it is known what follows. */
      mended?: readonly MendedLine[];
      outrun?: true;
      positions: LiveState["positions"];
      ended?: { state: State; exitCode?: number };
    };

/** `was`: as it is shown. */
export type MendedLine = { was: string; line: LiveLine };

export function afterLook(before: LiveState, look: LiveLook, nowMs: number): LiveState {
  if (look.kind === "trouble") {
    const { sinceMs, count } = before.trouble ?? { sinceMs: nowMs, count: 0 };
    return { ...before, trouble: { sinceMs, count: count + 1 } };
  }
  if (look.kind === "no-log") return before;
  const { trouble: _over, ended: known, ...rest } = before;
  const ended = known ?? (look.ended && { sinceMs: nowMs, ...look.ended });
  return {
    ...rest,
    ...windowAfter(before, look),
    positions: look.positions,
    ...(look.attempt === undefined ? {} : { attempt: look.attempt }),
    ...(ended === undefined ? {} : { ended }),
    quietLooks: look.lines.length > 0 ? 0 : before.quietLooks + 1,
  };
}

function windowAfter(
  before: LiveWindow,
  { lines, outrun, replacesLast, mended = [] }: Extract<LiveLook, { kind: "looked" }>,
): LiveWindow {
  const known = before.lines.map((line) => mended.find((each) => isShownAs(line, each))?.line ?? line);
  const all = [...(replacesLast ? known.slice(0, -1) : known), ...lines];
  const kept = all.slice(-limits.liveLines);
  return {
    lines: kept,
    leftOut: before.leftOut + all.length - kept.length,
    ...(outrun || before.outrun ? { outrun: true } : {}),
  };
}

function isShownAs(shown: LiveLine, { was, line }: MendedLine): boolean {
  return shown.text === was && shown.atMs === line.atMs && shown.container === line.container;
}

/** Why all who follow it are done, if they are. */
export function endOf(state: LiveState, look: LiveLook, nowMs: number): LiveEnd | undefined {
  if (look.kind === "no-log") return { kind: "no-log" };
  if (state.ended !== undefined && nowMs - state.ended.sinceMs >= limits.liveAfterEndMs) {
    const { sinceMs: _known, ...how } = state.ended;
    return { kind: "job", ...how };
  }
  const { sinceMs = nowMs } = state.trouble ?? {};
  return nowMs - sinceMs >= limits.liveTroubleMs ? { kind: "unread" } : undefined;
}

const minuteMs = 60_000;

/** When the next look is due. `messages`: so many live logs share Slack's edits. */
export function lookPauseMs({ trouble, attempt, ended, quietLooks }: LiveState, messages: number): number {
  if (trouble !== undefined) {
    const growing = limits.liveRetryMs * 2 ** Math.min(trouble.count - 1, 10);
    return Math.min(growing, limits.liveRetryMaxMs);
  }
  const leastMs = (messages * minuteMs) / limits.liveEdits;
  if (ended !== undefined) return limits.liveLookMs;
  const quietMs = attempt === undefined ? limits.liveWaitMs : limits.liveQuietMs;
  return Math.max(leastMs, quietLooks < limits.liveQuietLooks ? limits.liveLookMs : quietMs);
}

/** What a message says of it now; `untilMs`: as long as somebody follows it there. */
export function tailOf(
  before: LiveTail,
  state: LiveState,
  now: { untilMs: number; nowMs: number } | { atMs: number; why: LiveEnd },
): LiveTail {
  const { kind, followed, by, zone } = before;
  const { lines, leftOut, outrun, attempt } = state;
  return {
    kind,
    followed,
    by,
    ...(zone === undefined ? {} : { zone }),
    lines,
    leftOut,
    ...(outrun ? { outrun } : {}),
    ...(attempt === undefined ? {} : { attempt }),
    now: "why" in now ? { kind: "ended", ...now } : goingOn(now, state),
  };
}

function goingOn(
  { untilMs, nowMs }: { untilMs: number; nowMs: number },
  { attempt, trouble }: LiveState,
): LiveNow {
  const isTold = trouble !== undefined && nowMs - trouble.sinceMs >= limits.liveTroubleToldMs;
  if (attempt === undefined && !isTold) return { kind: "waiting", untilMs };
  return { kind: "following", untilMs, ...(isTold ? { unreadSinceMs: trouble.sinceMs } : {}) };
}

/** As it is when somebody stops it, whatever was read last. */
export function stoppedTail(tail: LiveTail, by: MemberId, atMs: number): LiveTail {
  return { ...tail, now: { kind: "ended", atMs, why: { kind: "stopped", by } } };
}

export function isLive(tail: LiveTail): boolean {
  return tail.now.kind !== "ended";
}
