import { type Job, shortId } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say, withCode } from "../text/prose.ts";
import { indexWords } from "./old-index-words.ts";

/** It runs some indexes of an array again: in a form they would be others. */
export function cannotEdit(job: Job): Message {
  const { oldIndexes } = job.asked;
  const ref = job.batchId === undefined ? job.name : shortId(job.batchId);
  const indexes = oldIndexes === undefined ? "some indexes" : `index ${indexWords(oldIndexes, 5)}`;
  return spoken(
    say`${jobName(job)} runs ${indexes} of an array again, and the form cannot say which: it would run others. ${withCode(`\`/batch retry ${ref} --memory 32G\``)} runs the same ones, with what you want otherwise. Nothing was submitted.`,
    buttons(isEnded(job.state) ? jobStep("retry", job) : undefined, jobStep("status", job)),
  );
}
