/** Some indexes of an array, about to be run again: which of them each new child is, and how its program learns it. */
import type { KnownBlock } from "@slack/types";
import {
  countOf,
  indexVariable,
  sizeVariable,
  type ToldOldIndexes,
  wrapped,
} from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import { maskWords } from "../../domain/secrets/secret.ts";
import { commandLine, jobName, jobSize } from "../job/job-words.ts";
import { understood } from "../submit/understood.ts";
import { buttons, message, paragraph, preformatted, quiet } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut, jsonLength } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { grouped } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { indexWords, mappingLines } from "./old-index-words.ts";

export type RetryPreview = Pick<Job, "name" | "queue" | "definition" | "pi" | "asked"> & {
  said: readonly string[];
  told: ToldOldIndexes;
  /** Where a secret seems to stand among what is given now. */
  secrets: readonly string[];
};

export function retryPreview(preview: RetryPreview, submit: NextStep): Message {
  const { told } = preview;
  const count = countOf(told);
  const what = say`${jobName(preview)} would run ${grouped(count)} of its ${told.size} indexes again: ${indexWords(told, 24)}. Nothing was submitted yet.`;
  return message(
    what,
    paragraph(what),
    quiet(
      joined(
        [say`for ${preview.pi}`, say`queue ${preview.queue}`, say`${preview.definition}`, jobSize(preview)],
        " · ",
      ),
    ),
    count === 1
      ? paragraph(say`A single index is no array, so this becomes one job.`)
      : [paragraph(say`Batch counts the children of the new array from 0:`), mapping(told)],
    ...ways[told.how](preview),
    secretWords(preview),
    ...understood(preview.said),
    buttons(submit),
  );
}

function mapping(told: ToldOldIndexes): KnownBlock {
  return preformatted(mappingLines(told, 60).join("\n"));
}

const ways: Record<ToldOldIndexes["how"], (preview: RetryPreview) => (KnownBlock | undefined)[]> = {
  shell: ({ told, asked }) => {
    const command = wrapped(maskWords(asked.command ?? []), told);
    return [
      paragraph(
        say`A shell in front of the command puts the old index into ${code("AWS_BATCH_JOB_ARRAY_INDEX")} and the old size into ${code("AWS_BATCH_JOB_ARRAY_SIZE")}, so the program reads what it would have read. Sent as:`,
      ),
      preformatted(cut(manyLines(commandLine({ asked: { ...asked, command } }) ?? ""), 3_000, jsonLength)),
      quiet(
        say`The image needs ${code("/bin/sh")}, and no entry point of its own that would take this for its arguments.`,
      ),
    ];
  },
  env: ({ told }) => [
    paragraph(environmentWords(told)),
    quiet(
      say`A program that reads only ${code("AWS_BATCH_JOB_ARRAY_INDEX")} would read other data than before, and say nothing.`,
    ),
  ],
};

function environmentWords(told: ToldOldIndexes): Prose {
  const size = say`; ${code(sizeVariable)} is ${code(String(told.size))}`;
  if (countOf(told) === 1)
    return say`The program finds its old index in ${code(indexVariable)}${size}. It has to read it.`;
  return say`The program finds all the old indexes in ${code(indexVariable)}, with commas between, and its own among them with ${code(`echo $${indexVariable} | cut -d, -f$((AWS_BATCH_JOB_ARRAY_INDEX+1))`)}${size}. It has to read it.`;
}

function secretWords({ secrets }: RetryPreview): KnownBlock | undefined {
  if (secrets.length === 0) return undefined;
  const places = joined(
    secrets.slice(0, 10).map((place) => [code(place, 120)]),
    ", ",
  );
  return paragraph(
    say`${places} ${secrets.length === 1 ? "looks like a secret" : "look like secrets"}, and would be readable in AWS and its events.`,
  );
}
