/** What can be typed after `settings`. */
import type { ValuesOf } from "../command.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { piName } from "../kinds/names.ts";
import { quietHours } from "../kinds/quiet-hours.ts";
import { level, whereabout } from "../kinds/tellings.ts";
import { flag } from "../typing/declare-argument.ts";

export const settingsAliases = ["notify", "prefs", "quiet", "mute", "unmute"];

/** `quiet 19:00-08:00`, `mute 3fa9`, and in a job's thread `mute` alone. */
export const settingsImplies = {
  quiet: (rest: string) =>
    /^[\s]*(--|—|$)/.test(rest) ? rest : `--quiet-hours '${rest.replaceAll("'", "")}'`,
  mute: (rest: string) => `${jobIn(rest)} --level mute`,
  unmute: (rest: string) => `${jobIn(rest)} --level default`,
};

function jobIn(rest: string): string {
  return rest.trim() === "" ? "--thread" : `--job ${rest}`;
}

export const settingsArgs = {};

export const settingsOptions = {
  place: whereabout("Where a job has its thread: `channel`, `direct` (your direct messages) or `both`."),
  level: level(
    "How much is told: `failures`, `quiet`, `normal` or `every`; for a single job also `mute`; `default` takes back what was set.",
    { aliases: ["verbosity"] },
  ),
  quietHours: quietHours(
    "When you are not to be disturbed, on your clock in Slack; `off` ends it. Then one message sums up what ended.",
    { aliases: ["quiet", "dnd"] },
  ),
  channel: flag("For the lab's jobs in this channel, instead of your own; for managers."),
  pi: piName("For which lab's jobs in this channel, where you manage several."),
  job: jobRef("For this job alone; for its owner and managers.", { letters: ["j"] }),
  thread: flag("For the job of this thread alone."),
};

export const settingsExamples = [
  "settings",
  "settings --level quiet --quiet-hours 19:00-08:00 --place both",
  "settings --channel --level failures",
  "settings --job 3fa9 --level failures",
  "mute 3fa9",
  "quiet 7pm-8am",
];

export const settingsAbout = [
  "Opens a form; what you type behind it is set at once.",
  "`failures`: a reply and a mention when a job has failed, is lost or cannot start as it is.",
  "`quiet`: a reply at the end, and a mention only if it failed or cannot start as it is.",
  "`normal`: replies when it starts, is tried again or is being stopped; a mention when it has ended or cannot start as it is.",
  "`every`: also each step on the way to each attempt.",
  "At each of these levels you are also told when AWS took a job twice, or would not stop it.",
  "`mute`, for a single job: nothing at all; its card stays true.",
  "What is set for a job comes before what its lab has set for the channel, and that before what its owner has set.",
  "In a burst, successes after the third in a minute are told without a mention.",
].join(" ");

export type SettingsInput = ValuesOf<typeof settingsArgs> & ValuesOf<typeof settingsOptions>;

export function checkSettings({
  place,
  level,
  quietHours,
  channel,
  job,
  thread,
  pi,
}: SettingsInput): readonly string[] {
  const isOfJob = job !== undefined || thread;
  const wrong: string[] = [];
  if (isOfJob && channel) wrong.push("`--channel` is about all of the lab's jobs: leave it out, or the job.");
  if (pi !== undefined && !channel)
    wrong.push("`--pi` is about a lab's jobs in a channel: add `--channel`, or leave it out.");
  if (job !== undefined && thread)
    wrong.push("`--thread` is the job of this thread: leave it out, or `--job`.");
  if (isOfJob && place !== undefined)
    wrong.push("A job's thread stays where it is: leave `--place` out. `--to` says it as you submit.");
  if ((isOfJob || channel) && quietHours !== undefined)
    wrong.push("Quiet hours are a person's own: leave `--quiet-hours` out, or set them by themselves.");
  if (!isOfJob && level === "mute")
    wrong.push(
      "`mute` is for a single job: name it with `--job`. For all of them `failures` says the least.",
    );
  return wrong;
}
