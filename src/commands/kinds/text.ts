import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** Words of a person's own, such as a reason. */
export function text(about: string, details: Details<string> & { max?: number } = {}): One<string> {
  return one(about, words(details.max ?? 1024), details);
}

/** One of a few words. */
export function oneOf<const T extends string>(
  about: string,
  choices: readonly T[],
  details: Details<T> = {},
): One<T> {
  return one(about, choice(choices), details);
}

/** A text of a certain form. `rule` ends the sentence "`x`: …". */
export function formed(
  placeholder: string,
  pattern: RegExp,
  rule: string,
  repair?: (text: string) => string | undefined,
): Kind<string> {
  return {
    placeholder,
    read: (text, part) => {
      if (pattern.test(text)) return { ok: true, value: text };
      const instead = repair?.(text);
      const mistake = `${part}: ${rule}`;
      return instead !== undefined && pattern.test(instead)
        ? { ok: false, mistake, instead }
        : { ok: false, mistake };
    },
    write: (value) => value,
  };
}

function words(max: number): Kind<string> {
  return {
    placeholder: "TEXT",
    free: true,
    read: (text, part) => {
      if (text.trim() === "") return { ok: false, mistake: `${part}: the text is empty.` };
      if (text.length > max) {
        return { ok: false, mistake: `${part}: that is ${text.length} characters, and ${max} are allowed.` };
      }
      return { ok: true, value: text };
    },
    write: (value) => value,
  };
}

function choice<T extends string>(choices: readonly T[]): Kind<T> {
  return {
    placeholder: choices.join("|"),
    read: (text, part) => {
      const chosen = choices.find((each) => each.toLowerCase() === text.toLowerCase());
      if (chosen !== undefined) return { ok: true, value: chosen };
      const near = choices.find((each) => each.startsWith(text.toLowerCase()) && text !== "");
      const mistake = `${part} can be ${inWords(choices, "or")}.`;
      return near === undefined ? { ok: false, mistake } : { ok: false, mistake, instead: near };
    },
    write: (value) => value,
  };
}

/** `a, b or c` */
function inWords(items: readonly string[], last: "or" | "and"): string {
  const quoted = items.map((item) => `\`${item}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}
