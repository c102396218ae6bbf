import type { QuietHours } from "./quiet-hours.ts";

/** How much is told of a job in its thread. What each says of which moment: `telling.ts`. */
export type Level = "failures" | "quiet" | "normal" | "every";

/** A single job may be silenced altogether: its card alone stays true. */
export type JobLevel = Level | "mute";

export const levels: readonly Level[] = ["failures", "quiet", "normal", "every"];

/** Where a job has its thread: where it was submitted, in its owner's direct messages, or in both. */
export type Whereabouts = "channel" | "direct" | "both";

export const whereabouts: readonly Whereabouts[] = ["channel", "direct", "both"];

/** What a person wants for all of their jobs; what is absent is as usual. */
export type MemberSetting = {
  place?: Whereabouts;
  level?: Level;
  quiet?: QuietHours;
  /** Of Slack's user profile, when it was set: where the profile says nothing now. */
  zone?: string;
};

/** What a lab has set for its jobs in one channel. */
export type ChannelSetting = { place?: Whereabouts; level?: Level };

export const usual = { place: "channel", level: "normal" } as const satisfies Required<ChannelSetting>;

/** A job's own comes before its channel's, and that before its owner's. In direct messages there is no channel's. */
export function levelFor(given: {
  job?: JobLevel | undefined;
  channel?: ChannelSetting | undefined;
  member: MemberSetting;
}): JobLevel {
  return given.job ?? given.channel?.level ?? given.member.level ?? usual.level;
}

/** Where a new job has its threads; what the person says as they submit comes before both. */
export function placeFor(given: {
  channel?: ChannelSetting | undefined;
  member: MemberSetting;
}): Whereabouts {
  return given.channel?.place ?? given.member.place ?? usual.place;
}
