/** A piece of a job's log, as it stands where somebody shared it. */
import type { SnippetId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { SnippetContent, SnippetSource } from "../../domain/logs/snippet.ts";
import { jobName } from "../job/job-words.ts";
import { fitLines } from "../logs/fit-lines.ts";
import { maskedNote } from "../logs/masked-words.ts";
import { personName } from "../people/people.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { buttons, message, paragraph, preformatted, quiet, row } from "../text/block.ts";
import { manyLines, oneLine } from "../text/clean-text.ts";
import { cut } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted, grouped } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";

export type SnippetPost = {
  message: Message;
  /** A long one goes up as a file, with the message beside it. */
  file?: { name: string; title: string; content: string };
};

/** Room for the lines in a block, and for them in the sentence that is read out. */
const roomInBlocks = 7500;
const roomInText = 1500;

export function snippetPost(
  content: SnippetContent,
  { id, job, sharerName }: { id: SnippetId; job: Job; sharerName: string },
): SnippetPost {
  const { lines, of, comment } = content;
  const head = say`${personName(sharerName)} shares ${piece(content)} of ${theLog(job, of)}`;
  const said = commentOf(comment);
  const notes = quiet(joined(footnotes(content), " · "));
  const box = fitLines(lines, { keep: "first", maxLength: roomInBlocks });
  if (box.shown === lines.length) {
    const spoken = fitLines(lines, { keep: "first", maxLength: roomInText });
    return {
      message: message(
        [...head, ...say`${said && say`: `}${said}\n`, { kind: "text", text: spoken.text }],
        paragraph(say`${head}${said === undefined ? ":" : ""}`),
        said && paragraph(said),
        preformatted(box.text),
        notes,
        buttons(takeBackStep(id)),
      ),
    };
  }
  const lineBreak: Prose = [{ kind: "text", text: "\n" }];
  const told = say`${head}${said && say`: `}${said}`;
  const small = joined([say`${counted(lines.length, "line")} in a file`, ...footnotes(content)], " · ");
  return {
    // Beside a file Slack is known to take these two kinds of blocks; a row of buttons is neither.
    message: message([...told, ...lineBreak, ...small], paragraph(told), row(small, takeBackStep(id))),
    file: {
      name: `${fileName(job.name)}.log`,
      title: `${cut(oneLine(job.name), 100) || "Log"}: ${counted(lines.length, "line")}`,
      content: `${lines.join("\n")}\n`,
    },
  };
}

export function takeBackStep(id: SnippetId): NextStep {
  return { verb: "share", step: "takeback", label: "Take back", value: id };
}

/** `20 lines`, `3 lines that match Error` */
export function piece({ lines, of }: Pick<SnippetContent, "lines" | "of">): Prose {
  const matching = of.pattern === undefined ? undefined : say` that match ${code(of.pattern, 200)}`;
  return say`${counted(lines.length, "line")}${matching}`;
}

/** `the log of align-NA12878 (index 17, attempt 1 of 3)` */
export function theLog(job: Job, { indexes = [], node, attempt }: SnippetSource): Prose {
  const [index] = indexes;
  const words = [
    node === undefined ? undefined : say`node ${String(node)}`,
    index === undefined
      ? undefined
      : indexes.length === 1
        ? say`${childWords(job, index)}`
        : say`${grouped(indexes.length)} children`,
    attempt === undefined || attempt.of <= 1 ? undefined : say`attempt ${attempt.number} of ${attempt.of}`,
  ];
  const which = joined(words, ", ");
  return say`the log of ${jobName(job)}${which.length > 0 ? say` (${which})` : undefined}`;
}

export const secretsMayStandHere =
  "AWS has forgotten this job, so secrets of its own environment may stand here";

function footnotes({ zone, masked, of }: SnippetContent): (Prose | undefined)[] {
  return [
    zone === "" ? undefined : say`Times in ${zone}`,
    maskedNote(masked),
    of.ownSecretsUnknown ? say`${secretsMayStandHere}` : undefined,
  ];
}

function commentOf(comment = ""): Prose | undefined {
  const text = cut(manyLines(comment).trim(), 1000);
  return text === "" ? undefined : [{ kind: "text", text }];
}

function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "_").slice(0, 80) || "log";
}
