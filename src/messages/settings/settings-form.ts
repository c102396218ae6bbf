import type { Level, Whereabouts } from "../../domain/telling/setting.ts";
import { quiet } from "../text/block.ts";
import { choiceField, type Form, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { levelWords, placeWords } from "./setting-words.ts";

export type SettingsForm = {
  place: Whereabouts;
  level: Level;
  /** As typed. */
  quietFrom: string;
  quietTo: string;
  /** Absent where it is not known yet. */
  zone?: string | undefined;
};

/** How a person wants to hear of their jobs. */
export function settingsForm({ place, level, quietFrom, quietTo, zone }: SettingsForm): Form {
  return {
    title: settingsTitle,
    submit: "Save",
    blocks: [
      choiceField({
        key: "place",
        label: "Where a job has its thread",
        options: choices(placeWords, ["channel", "direct", "both"]),
        chosen: place,
      }),
      choiceField({
        key: "level",
        label: "What you are told",
        options: choices(levelWords, ["failures", "quiet", "normal", "every"]),
        chosen: level,
      }),
      textField({
        key: "quietFrom",
        label: "Do not disturb me from",
        placeholder: "19:00",
        hint: `On your clock in Slack${zone === undefined ? "" : `, ${zone}`}. Empty for no quiet hours.`,
        value: quietFrom,
        maxLength: timeLength,
        optional: true,
      }),
      textField({
        key: "quietTo",
        label: "Until",
        placeholder: "08:00",
        hint: "Meanwhile I neither mention you nor write to you; then one message sums up what ended.",
        value: quietTo,
        maxLength: timeLength,
        optional: true,
      }),
      quiet(
        say`What your lab has set for a channel comes before this, and what is set for one job before both: ${typed("help settings")}`,
      ),
    ],
  };
}

export const settingsTitle = "Settings";

/** Any time of day is shorter. */
const timeLength = 20;

function choices<Key extends string>(
  words: Readonly<Record<Key, { label: string; about: string }>>,
  keys: readonly Key[],
) {
  return keys.map((value) => ({ value, ...words[value] }));
}
