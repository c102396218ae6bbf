/** What a manager reads of what would run; what does not fit is said, never left out in silence. */
import type { KnownBlock } from "@slack/types";
import type { Job } from "../../domain/job/job.ts";
import type { PartThatRuns } from "../../domain/job/what-runs.ts";
import { commandLine, parameterLine, wordsLine } from "../job/job-words.ts";
import { paragraph, quiet } from "../text/block.ts";
import { oneLine } from "../text/clean-text.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";

/** Of one line, and of all of them as Slack counts: a card stays far below what it takes. */
const longest = 1_000;
const room = 5_000;

export function runsBlocks(job: Job): { blocks: KnownBlock[]; isWhole: boolean } {
  const lines = linesOf(job);
  const shown = fitting(lines);
  const more = job.approval?.together === undefined ? "Show all" : "Details";
  const isCut = shown.length < lines.length || shown.some(({ text }) => oneLine(text).length > longest);
  const note = isCut
    ? say`Not all of what runs fits here: press ${more} before you decide.`
    : job.asked.more === undefined
      ? undefined
      : say`It came as a document, which may say more: press ${more} to read it.`;
  return {
    blocks: [
      ...(shown.length === 0 ? [] : [paragraph(joined(shown.map(lineProse), "\n"))]),
      ...(note === undefined ? [] : [quiet(note)]),
    ],
    isWhole: note === undefined,
  };
}

function fitting(lines: readonly Line[]): Line[] {
  let length = 0;
  const over = lines.findIndex((one) => {
    length += JSON.stringify(lineProse(one)).length;
    return length > room;
  });
  return over < 0 ? [...lines] : lines.slice(0, over);
}

/** `what` is ours, and `of` is where in the document it stands. */
type Line = { what: string; text: string; of?: PartThatRuns };

function linesOf(job: Job): Line[] {
  const { script, environment = job.asked.environment ?? [], parts = [] } = job.approval?.runs ?? {};
  return [
    ...line("Command", commandLine(job)),
    ...line("Parameters", parameterLine(job)),
    ...line("Script", script),
    ...line("Environment (names only)", names(environment)),
    ...parts.flatMap((part) => [
      ...line("Image", part.image, part),
      ...line("Command", wordsLine(part.command ?? []), part),
      ...line("Script", part.script, part),
      ...line("Environment (names only)", names(part.environment), part),
    ]),
  ];
}

function line(what: string, text: string | undefined, of?: PartThatRuns): Line[] {
  return text === undefined ? [] : [{ what, text, ...(of === undefined ? {} : { of }) }];
}

function names(environment: readonly string[]): string | undefined {
  return environment.length > 0 ? environment.join(" ") : undefined;
}

function lineProse({ what, text, of }: Line): Prose {
  const where =
    of && say` of ${of.name === undefined ? code(of.path) : say`${code(of.name)} (${code(of.path)})`}`;
  return say`${what}${where} ${code(text, longest)}`;
}
