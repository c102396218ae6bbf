import type { ChannelId, MemberId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Notice } from "./notice.ts";
import type { JobLevel } from "./setting.ts";

/** What can be said of a moment in a thread: nothing; a reply; a reply that calls the owner. */
export type Telling = "nothing" | "reply" | "call";

/** What a notice is to a reader: a step is told at level `every` alone. */
export type Moment =
  | "step"
  | "started"
  | "attempt"
  | "waiting"
  | "stopping"
  | "stop refused"
  | "twice"
  | "approved"
  | "not approved"
  | "succeeded"
  | "stopped"
  | "failed"
  | "logged much";

const atEveryLevel = {
  waiting: "call",
  "stop refused": "reply",
  twice: "call",
  "not approved": "call",
  failed: "call",
  "logged much": "reply",
} as const;

const asUsual = {
  ...atEveryLevel,
  approved: "call",
  started: "reply",
  attempt: "reply",
  stopping: "reply",
  succeeded: "call",
  stopped: "call",
} as const;

/**
 * What each level says of each moment. What needs somebody is told and called at every level: a failure, a job that
 * cannot start, one that AWS took twice. What is muted is silent because somebody said so of that very job.
 */
export const tellings: Readonly<Record<JobLevel, Readonly<Record<Moment, Telling>>>> = {
  mute: only({}),
  failures: only(atEveryLevel),
  quiet: only({ ...atEveryLevel, approved: "reply", succeeded: "reply", stopped: "reply" }),
  normal: only(asUsual),
  every: only({ ...asUsual, step: "reply" }),
};

function only(told: Partial<Record<Moment, Telling>>): Readonly<Record<Moment, Telling>> {
  return {
    step: "nothing",
    started: "nothing",
    attempt: "nothing",
    waiting: "nothing",
    stopping: "nothing",
    "stop refused": "nothing",
    twice: "nothing",
    approved: "nothing",
    "not approved": "nothing",
    succeeded: "nothing",
    stopped: "nothing",
    failed: "nothing",
    "logged much": "nothing",
    ...told,
  };
}

export function momentOf(notice: Notice): Moment {
  switch (notice.kind) {
    case "finished":
      // Lost is worse than failed: nobody knows what it did.
      return notice.state === "lost" ? "failed" : notice.state;
    case "started":
      return notice.isStep === true ? "step" : "started";
    case "stopping":
      if ("duplicate" in notice) return "twice";
      return "refused" in notice ? "stop refused" : "stopping";
    case "decided":
      return notice.outcome.kind === "approved" && notice.rejection === undefined
        ? "approved"
        : "not approved";
    case "logged":
      return "logged much";
    case "attempt":
    case "waiting":
      return notice.kind;
  }
}

const ends: readonly Moment[] = ["succeeded", "stopped", "failed"];

export function isEnd(moment: Moment): boolean {
  return ends.includes(moment);
}

/** Who is around a job, and how each of them wants to hear of it. */
export type Circle = {
  owner: MemberId;
  threads: readonly { id: string; channel: ChannelId; level: JobLevel }[];
  /** Those who asked to be called at the end. `isIn`: they read the channel in which they asked. */
  watchers: readonly { member: MemberId; channel: ChannelId; isIn: boolean }[];
  /** Until when each of these is not to be disturbed; absent who may be. */
  quietUntilMs: ReadonlyMap<MemberId, number>;
  /** The owner has quiet hours, now or later. */
  hasQuietHours?: true;
};

export type Told = {
  /** `calls`: whom the reply mentions. */
  replies: readonly { thread: string; calls: readonly MemberId[] }[];
  /** Who is told by a message of their own, because they do not read where it is said. */
  direct: readonly MemberId[];
  /** Whose morning summary has it. */
  gathered: readonly { member: MemberId; untilMs: number }[];
};

/**
 * Where a moment is told, and whom it calls. The owner is called in one place, their direct messages before a channel;
 * in quiet hours nobody is called nor written to, and what they would have heard of waits for the morning.
 */
export function tell(moment: Moment, circle: Circle): Told {
  const places = circle.threads
    .map((thread) => ({ ...thread, telling: tellings[thread.level][moment] }))
    .filter(({ telling }) => telling !== "nothing");
  const watchers = isEnd(moment) ? circle.watchers : [];
  const isQuiet = (member: MemberId): boolean => circle.quietUntilMs.has(member);
  const placeOf = ({ channel, isIn }: Circle["watchers"][number]) =>
    isIn ? said.find((place) => place.channel === channel) : undefined;

  const ownersPlace = callingPlace(places);
  // What is posted in direct messages rings, whomever it calls. That a job was taken twice no summary would tell.
  const isHeldBack = ({ channel }: { channel: ChannelId }): boolean =>
    isDirect(channel) && isQuiet(circle.owner) && moment !== "twice";
  const said = places.filter((place) => !isHeldBack(place));
  const replies = said.map((place) => {
    const called = watchers
      .filter((watcher) => placeOf(watcher)?.id === place.id)
      .map(({ member }) => member)
      .slice(0, limits.watchersInReply);
    const calls = new Set([...(place.id === ownersPlace ? [circle.owner] : []), ...called]);
    return { thread: place.id, calls: [...calls].filter((member) => !isQuiet(member)) };
  });
  const isCalled = new Set(replies.flatMap(({ calls }) => calls));
  const direct = watchers
    .map(({ member }) => member)
    .filter((member) => !isQuiet(member) && !isCalled.has(member));
  const hears = [
    ...((isEnd(moment) ? places.length > 0 : ownersPlace !== undefined) ? [circle.owner] : []),
    ...watchers.map(({ member }) => member),
  ];
  const gathered = [...new Set(hears)].flatMap((member) => {
    const untilMs = circle.quietUntilMs.get(member);
    return untilMs === undefined ? [] : [{ member, untilMs }];
  });
  return { replies, direct, gathered };
}

/** Whether the owner will be called there however the job ends, as far as that can be promised now. */
export function promisesCall(thread: string, circle: Circle): boolean {
  if (circle.hasQuietHours) return false;
  return ends.every((moment) =>
    tell(moment, circle).replies.some(
      ({ thread: each, calls }) => each === thread && calls.includes(circle.owner),
    ),
  );
}

function callingPlace(
  places: readonly { id: string; channel: ChannelId; telling: Telling }[],
): string | undefined {
  const calling = places.filter(({ telling }) => telling === "call");
  return (calling.find(({ channel }) => isDirect(channel)) ?? calling[0])?.id;
}

/** A member's id stands for their direct messages until these are opened. */
export function isDirect(channel: ChannelId): boolean {
  return /^[DUW]/.test(channel);
}
