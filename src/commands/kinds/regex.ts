import { compileSearch } from "../../logs/search.ts";
import type { Details, Kind, One } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";

/** A pattern to search logs for, also between slashes as `/error/`. */
export function regexText(about: string, details: Details<string> = {}): One<string> {
  return one(about, kind, details);
}

const kind: Kind<string> = {
  placeholder: "error",
  free: true,
  read: (text) => {
    // Case makes no difference to a search, so the flag of `/error/i` says nothing new.
    const value = /^\/(.+)\/i?$/s.exec(text)?.[1] ?? text;
    const compiled = compileSearch(value);
    if (compiled.ok) return { ok: true, value };
    return { ...compiled, mistake: compiled.mistake.replace(/[^.?]$/, "$&.") };
  },
  write: (value) => (/^\/.+\/i?$/s.test(value) ? `/${value}/` : value),
};
