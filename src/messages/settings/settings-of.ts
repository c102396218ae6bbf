/** What is set, for a person, a channel or a job. */
import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import {
  type ChannelSetting,
  type JobLevel,
  type MemberSetting,
  usual,
} from "../../domain/telling/setting.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { inPlace, levelProse, quietProse } from "./setting-words.ts";

export type SettingsView = {
  /** Something has just been changed. */
  isSaved?: true;
};

export function settingsOfMember(
  setting: MemberSetting & { zone: string },
  { isSaved }: SettingsView = {},
): Message {
  const { place = usual.place, level = usual.level, quiet, zone } = setting;
  const where = {
    channel: "in the channel where you submit them",
    direct: "in your direct messages",
    both: "in the channel where you submit them and in your direct messages",
  }[place];
  return spoken(
    joined(
      [
        isSaved ? say`Saved.` : undefined,
        say`Your jobs have their thread ${where}, and you are told ${levelProse(level)}.`,
        quiet === undefined
          ? say`You have no quiet hours.`
          : say`You are not disturbed ${quietProse(quiet, zone)}; then one message sums up what ended.`,
        place === "channel" || !isSaved ? undefined : say`The place counts for jobs submitted from now on.`,
      ],
      " ",
    ),
    buttons({ verb: "settings", label: "Change" }),
  );
}

/** `pi`: whose jobs it is about. */
export function settingsOfChannel(
  pi: PiName,
  { place, level }: ChannelSetting,
  { isSaved }: SettingsView = {},
): Message {
  const parts: (Prose | undefined)[] = [
    place === undefined ? undefined : say`have their thread ${inPlace[place]}`,
    level === undefined ? undefined : say`are told of at level ${levelProse(level)}`,
  ];
  const set = joined(parts, ", and ");
  const what =
    set.length === 0
      ? say`For the jobs of ${pi} in this channel nothing is set: what each owner has set counts.`
      : say`In this channel the jobs of ${pi} ${set}, whatever their owners have set.`;
  return spoken(joined([isSaved ? say`Saved.` : undefined, what], " "));
}

export type JobSettingsView = SettingsView & {
  /** What was set for this job; absent where nothing is. */
  own?: JobLevel;
};

export function settingsOfJob(job: Job, { own, isSaved }: JobSettingsView): Message {
  return spoken(
    joined([isSaved ? say`Saved.` : undefined, jobProse(job, own)], " "),
    own === undefined
      ? undefined
      : buttons({
          verb: "settings",
          step: "unmute",
          label: own === "mute" ? "Unmute thread" : "Take it back",
          value: job.id,
        }),
  );
}

function jobProse(job: Job, own: JobLevel | undefined): Prose {
  if (own === undefined)
    return say`For ${jobName(job)} alone nothing is set: what its channel and its owner have set counts. ${typed("settings")} shows yours.`;
  if (own === "mute")
    return say`${jobName(job)} is muted: nothing more is said in its thread, not even how it ends. Its card stays true.`;
  return say`Of ${jobName(job)} its thread tells ${levelProse(own)}, whatever else is set.`;
}
