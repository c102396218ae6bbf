/** How much is told of a job, and where. */
import { nearest } from "../../domain/nearest.ts";
import { type JobLevel, levels, type Whereabouts, whereabouts } from "../../domain/telling/setting.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** `default`: as it would be without this setting. */
export type LevelWish = JobLevel | "default";
export type PlaceWish = Whereabouts | "default";

export function level(about: string, details: Details<LevelWish> = {}): One<LevelWish> {
  return one(about, levelKind, details);
}

export function whereabout(about: string, details: Details<PlaceWish> = {}): One<PlaceWish> {
  return one(about, placeKind, details);
}

export const levelKind: Kind<LevelWish> = oneOf({
  words: [...levels, "mute", "default"],
  others: {
    failure: "failures",
    failed: "failures",
    fail: "failures",
    errors: "failures",
    usual: "default",
    all: "every",
    everything: "every",
    verbose: "every",
    silent: "mute",
    none: "mute",
    off: "mute",
  },
  sentence: "how much is told is `failures`, `quiet`, `normal` or `every`; for a single job also `mute`",
});

export const placeKind: Kind<PlaceWish> = oneOf({
  words: [...whereabouts, "default"],
  others: { here: "channel", dm: "direct", me: "direct", private: "direct", usual: "default" },
  sentence: "the place is `channel`, `direct` or `both`",
});

type Words<T extends string> = {
  words: readonly T[];
  others: Readonly<Record<string, T>>;
  /** What is allowed; goes on after the part that is wrong. */
  sentence: string;
};

function oneOf<T extends string>({ words, others, sentence }: Words<T>): Kind<T> {
  const meanings = new Map<string, T>([
    ...words.map((word) => [word, word] as const),
    ...Object.entries<T>(others),
  ]);
  return {
    placeholder: words[0] ?? "",
    read: (text, part) => {
      const word = text.trim().toLowerCase();
      const value = meanings.get(word);
      if (value !== undefined) return { ok: true, value };
      const near = nearest(word, [...meanings.keys()]);
      const meant = near === undefined ? undefined : meanings.get(near);
      const mistake = `${part}: ${sentence}.`;
      return meant === undefined ? { ok: false, mistake } : { ok: false, mistake, instead: meant };
    },
    write: (value) => value,
  };
}
