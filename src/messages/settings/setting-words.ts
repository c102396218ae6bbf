/** What each setting means, in the words of forms and answers. */
import { type QuietHours, timeOfDay } from "../../domain/telling/quiet-hours.ts";
import type { JobLevel, Whereabouts } from "../../domain/telling/setting.ts";
import { code, type Prose, say } from "../text/prose.ts";

/** `about` goes under a choice, at most 75 characters. */
export const levelWords: Readonly<Record<JobLevel, { label: string; about: string }>> = {
  failures: {
    label: "Failures",
    about: "A mention if it failed, is lost, cannot start, or AWS took it twice.",
  },
  quiet: { label: "Quiet", about: "A reply at the end; a mention only if it failed or cannot start." },
  normal: { label: "Normal", about: "The start, new attempts and the end, with a mention at the end." },
  every: { label: "Every step", about: "As normal, and also each step on the way to each attempt." },
  mute: { label: "Muted", about: "Nothing at all; only the card shows how it is." },
};

export const placeWords: Readonly<Record<Whereabouts, { label: string; about: string }>> = {
  channel: { label: "Where I submit it", about: "The channel in which the command was given." },
  direct: { label: "My direct messages", about: "Only you see it there." },
  both: { label: "Both", about: "Two threads that say the same; you are mentioned in one of them." },
};

/** Goes on after "report": "in the channel where they are submitted". */
export const inPlace: Readonly<Record<Whereabouts, string>> = {
  channel: "in the channel where they are submitted",
  direct: "in the direct messages of who submits them",
  both: "in the channel where they are submitted and in the direct messages of who submits them",
};

/** "normal (the start, new attempts and the end, with a mention at the end)" */
export function levelProse(level: JobLevel): Prose {
  const about = levelWords[level].about.replace(/\.$/, "");
  return say`${[code(level)]} (${about.charAt(0).toLowerCase()}${about.slice(1)})`;
}

/** "from 19:00 to 08:00 (America/Los_Angeles)" */
export function quietProse({ fromMinute, toMinute }: QuietHours, zone: string): Prose {
  return say`from ${timeOfDay(fromMinute)} to ${timeOfDay(toMinute)} (${zone})`;
}
