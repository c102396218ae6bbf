/** Finds the table of people in what somebody has typed, pasted or written, and the options beside it. Pure. */
import { isRosterHeader } from "../../domain/people/roster-columns.ts";
import { fromSlack } from "../typing/slack-text.ts";

export type FoundRoster = { table: string; options: string };

/** Behind the verb: something stands on the lines below, or in a code block. */
export function isRosterBehind(text: string): boolean {
  const [first = "", ...below] = text.trim().split("\n");
  return fence.test(text) || below.some((line) => line.trim() !== "") || isSeparated(first);
}

/** Without the verb in front: only what names its columns. */
export function isRosterAlone(text: string): boolean {
  const lines = linesOf(fromSlack(text));
  const at = lines.findIndex(isRosterHeader);
  return at !== -1 && at < lines.length - 1;
}

export function rosterBehind(text: string): FoundRoster {
  const typed = fromSlack(text);
  const [, inside] = fence.exec(typed) ?? [];
  if (inside !== undefined) return { table: inside, options: optionsIn(typed.replace(fence, "\n")) };
  const [first = "", ...below] = typed.trim().split("\n");
  return isDashed(first) ? { table: below.join("\n"), options: first } : { table: typed.trim(), options: "" };
}

/** In what a person wrote for people: its first code block, or the lines below a line of column names. */
export function rosterInMessage(typed: string): FoundRoster | undefined {
  const [, inside] = fence.exec(typed) ?? [];
  if (inside !== undefined) return { table: inside, options: optionsIn(typed.replace(fence, "\n")) };
  const lines = typed.split("\n");
  const at = lines.findIndex(isRosterHeader);
  if (at === -1) return undefined;
  return { table: lines.slice(at).join("\n"), options: optionsIn(lines.slice(0, at).join("\n")) };
}

/** `/batch access import --pi peters-u`, or its options alone. */
export function optionsIn(written: string): string {
  const lines = linesOf(written.replaceAll(/`([^`\n]*)`/g, "$1"));
  for (const line of lines) {
    const [, behind = ""] = /\baccess\s+(?:import|load|sync)\s+(\S.*)$/i.exec(line) ?? [];
    if (isDashed(behind)) return behind;
  }
  return lines.find(isDashed) ?? "";
}

const fence = /```(?:[ct]sv[ \t]*\n)?\s*?\n?([\s\S]*?)```/i;

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function isDashed(line: string): boolean {
  return /^\s*[-–—]{1,2}[A-Za-z]/.test(line);
}

/** One line of cells is a table of which the rest is missing. */
function isSeparated(line: string): boolean {
  return !isDashed(line) && /[,;\t]/.test(line);
}
