/** Where in a text a submission stands that was written for something else: JSON, the AWS CLI, boto3. */
import { isSeparator, lexTyped } from "../../typing/lex.ts";
import { optionNames } from "../option-names.ts";
import { submitOptions } from "../submit-options.ts";
import { findSubmitCalls } from "./read-python.ts";

export type FoundDocument = {
  kind: "json" | "cli" | "boto3" | "file";
  text: string;
  /** What stands around it: options of ours. */
  options: string;
  /** Somebody else wrote it: it is shown before it is sent. */
  isOthers?: true;
};

/** `typed`: behind the verb, with what Slack did to it undone. Undefined where there is no document in it. */
export function findDocument(typed: string): FoundDocument | undefined {
  const { text, around } = withoutFence(typed);
  const place = firstPlace(text);
  if (place === undefined) return undefined;
  const end = place.end ?? text.length;
  const options = [around, text.slice(0, place.start).replace(prompt, ""), optionsBehind(text.slice(end))];
  return {
    kind: place.kind,
    text: text.slice(place.start, end),
    options: place.kind === "boto3" ? (options[2] ?? "") : options.join(" ").trim(),
  };
}

/** In what a person wrote for people: in a code block, else in lines of their own. */
export function findInMessage(written: string): FoundDocument | undefined {
  const blocks = [...written.matchAll(/```(?:[a-z0-9]{1,12}[ \t]*\n)?([\s\S]*?)```/gi)].map(
    ([, inside = ""]) => inside,
  );
  for (const text of [...blocks, written]) {
    const place = firstPlace(text);
    if (place !== undefined && place.kind !== "file")
      return { kind: place.kind, text: text.slice(place.start, place.end), options: "" };
  }
  return undefined;
}

function firstPlace(text: string): Place | undefined {
  const found = [...places(text)].sort((a, b) => a.start - b.start);
  return found.find(({ start }) => isOwnPlace(text, start));
}

/** Behind options of ours: outside of quotes, and not behind the `--` of a command. Else at the beginning of a line. */
function isOwnPlace(text: string, at: number): boolean {
  if (!/^\s*[-–—]/.test(text)) {
    const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
    return line.replace(prompt, "").trim() === "";
  }
  const { words } = lexTyped(text);
  if (words.some((word) => isSeparator(word) && word.start < at)) return false;
  const own = words.findLast((word) => word.start <= at);
  return (
    own !== undefined && (own.start === at || at < own.start + own.bare) && !takesValue(text.slice(0, at))
  );
}

function places(text: string): Place[] {
  return [...clisIn(text), ...callsIn(text), ...jsonsIn(text), ...fileIn(text)];
}

type Place = { kind: FoundDocument["kind"]; start: number; end?: number };

/** What a terminal shows before the line. */
const prompt = /(^|\n)\s*[$%>#]\s*$/;

/** Inside a code block, or of single backticks. What stands around it is kept. */
function withoutFence(typed: string): { text: string; around: string } {
  const [all, before = "", fence, inline, behind = ""] =
    /^([\s\S]*?)(?:```(?:[a-z0-9]{1,12}[ \t]*\n)?([\s\S]*?)```|`([^`]+)`)([\s\S]*)$/i.exec(typed) ?? [];
  const inside = fence ?? inline;
  const isAround = [before, behind].every((part) => /^\s*($|[-–—])/.test(part));
  if (all === undefined || inside === undefined || !isAround) return { text: typed, around: "" };
  return { text: inside, around: `${before} ${behind}`.trim() };
}

function clisIn(text: string): Place[] {
  const lines = text.matchAll(
    /(?<=^|[\s$>%#])aws\s+(?:--[\w-]+(?:[ =][^-\s]\S*)?\s+)*batch\s+submit-job(?=\s|$)/g,
  );
  const inputs = text.matchAll(/(?<=^|\s)--cli-input-json(?=[\s=])/g);
  return [...lines, ...inputs].map(({ index }) => ({ kind: "cli", start: index }));
}

function callsIn(text: string): Place[] {
  // The code around a call tells what becomes of it, unless options of ours stand in front.
  const isCode = !/^\s*[-–—]/.test(text);
  const found = /(?<![\w.])(?:[A-Za-z_]\w*\s*\.\s*)*submit_job\s*\(/.exec(text);
  if (found === null) return [];
  const [call] = findSubmitCalls(text.slice(found.index));
  const end = call === undefined ? undefined : found.index + call.end;
  const isAlone = end === undefined || (isCode && optionsBehind(text.slice(end)) === "");
  return [{ kind: "boto3", start: isCode ? 0 : found.index, ...(isAlone ? {} : { end }) }];
}

/** A brace at the beginning of a word. */
function jsonsIn(text: string): Place[] {
  const bare = /^\s*["“](jobName|jobQueue|jobDefinition)["”]\s*:/.test(text);
  const braces = [...text.matchAll(/(?<=^|\s)[{[]/g)].slice(0, mostBraces);
  return [
    ...(bare ? [{ kind: "json" as const, start: 0 }] : []),
    ...braces.map(({ index }): Place => {
      const end = jsonEnd(text, index);
      const isWhole = end !== undefined && /^\s*($|[-–—])/.test(text.slice(end));
      return { kind: "json", start: index, ...(isWhole ? { end } : {}) };
    }),
  ];
}

/** A text full of braces is looked at no longer than this. */
const mostBraces = 20;

const names = optionNames({ options: submitOptions });

function takesValue(before: string): boolean {
  const [, word] = /(?:^|\s)[-–—]{1,2}([\w-]+)\s*$/.exec(before) ?? [];
  if (word === undefined) return false;
  const option = names.find(word);
  return option === undefined || option.argument.takes !== "none";
}

/** Where the brace is closed; undefined when it never is. */
function jsonEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote !== "") {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    if (depth === 0 && quote === "") return at + 1;
  }
  return undefined;
}

/** A file's name, and nothing else. */
function fileIn(text: string): Place[] {
  return /^\s*(fileb?:\/\/\S+|[\w./~-]+\.json)\s*$/.test(text) ? [{ kind: "file", start: 0 }] : [];
}

/** Of a piece of Python only what looks like our options is meant for us. */
function optionsBehind(rest: string): string {
  return /^[)\s]*\s([-–—]{1,2}[A-Za-z][\s\S]*)$/.exec(rest)?.[1] ?? "";
}
