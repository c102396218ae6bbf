/** To a manager: to the letter what would be sent, as JSON. */
import type { Job } from "../domain/job.ts";
import { message, paragraph, preformatted, roomBeside } from "./block.ts";
import { manyLines } from "./clean-text.ts";
import { cut, jsonLength } from "./cut.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { grouped } from "./numbers.ts";
import { type Prose, say, sentence } from "./prose.ts";

/** Whether it fits into a message. */
export function fitsMessage(job: Job, json: string): boolean {
  return jsonLength(manyLines(json)) <= roomBeside(paragraph(head(job)));
}

/** As much of it as fits. */
export function allThatWaits(job: Job, json: string): Message {
  const whole = manyLines(json).trim() || "{}";
  const part = cut(whole, roomBeside(paragraph(head(job))), jsonLength);
  const note =
    part === whole
      ? undefined
      : say`, the first ${grouped(part.length)} of ${grouped(whole.length)} characters`;
  return message(sentence(head(job)), paragraph(say`${head(job)}${note}:`), preformatted(part));
}

export function allThatWaitsSent(job: Job): Message {
  const prose = say`All that would be sent for ${jobName(job)} is in your direct messages, as a file.`;
  return message(prose, paragraph(prose));
}

export function allThatWaitsComment(job: Job): string {
  return `What would be sent to AWS for ${job.jobName}; values of environment variables are masked.`;
}

function head(job: Job): Prose {
  return say`This is what would be sent for ${jobName(job)}, with values of environment variables masked`;
}
