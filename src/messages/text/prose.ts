/**
 * A sentence in the making. Our own words stand in the template; whatever is put into it is text and stays text,
 * so nothing a person or a job wrote can become markup, a mention or a link.
 */
import type { ChannelId, MemberId } from "../../domain/ids.ts";
import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { grouped } from "./numbers.ts";

export type Piece =
  | { kind: "text"; text: string; style?: "bold" | "code" | "italic" }
  | { kind: "moment"; atMs: number; before: string }
  | { kind: "mention"; member: MemberId }
  | { kind: "channel"; channel: ChannelId }
  | { kind: "link"; url: string; text: string };

export type Prose = readonly Piece[];

type Part = string | number | Piece | Prose | undefined;

/** Longer than any sentence bears; AWS's reasons can be long. */
const partLength = 400;

export function say(ours: TemplateStringsArray, ...parts: readonly Part[]): Prose {
  return ours.flatMap((words, index) => [...plain(words), ...pieces(parts[index])]);
}

export function bold(text: string): Piece {
  return { kind: "text", text: cut(oneLine(text), 128) || "(no name)", style: "bold" };
}

/** What people type or copy: an id, an option, a command line. */
export function code(text: string, max: number = partLength): Piece {
  return { kind: "text", text: cut(oneLine(text), max) || " ", style: "code" };
}

export function quoted(text: string): Prose {
  return say`“${text}”`;
}

/** Words of ours that mark code with backticks, as mistakes and help do. */
export function withCode(text: string): Prose {
  return cut(oneLine(text), 600)
    .split(/(`[^`]+`)/)
    .flatMap((part) => (/^`[^`]+`$/.test(part) ? [code(part.slice(1, -1))] : plain(part)));
}

/** Leaves out what is absent. */
export function joined(parts: readonly (Prose | undefined)[], between: string): Prose {
  const present = parts.filter((part) => part !== undefined && part.length > 0) as Prose[];
  return present.flatMap((part, index) => (index === 0 ? part : [...plain(between), ...part]));
}

/** Ends like a sentence, whatever its last words were. */
export function sentence(prose: Prose): Prose {
  const last = prose.at(-1);
  const ends = last?.kind === "text" && last.style !== "code" && /[.!?…][”)]?$/.test(last.text);
  return ends ? prose : [...prose, ...plain(".")];
}

function plain(text: string): Prose {
  return text === "" ? [] : [{ kind: "text", text }];
}

function pieces(part: Part): Prose {
  if (part === undefined) return [];
  if (typeof part === "number") return plain(grouped(part));
  if (typeof part === "string") return plain(cut(oneLineInside(part), partLength));
  return "kind" in part ? [part] : part;
}

/** A space at either end belongs to the sentence. */
function oneLineInside(text: string): string {
  const inner = oneLine(text);
  return inner === "" ? "" : `${/^\s/.test(text) ? " " : ""}${inner}${/\s$/.test(text) ? " " : ""}`;
}
