/** To a manager: to the letter what would be sent, as JSON. */
import type { Job } from "../../domain/job/job.ts";
import type { NamedValue } from "../../domain/submission/submission.ts";
import { jobName } from "../job/job-words.ts";
import { bullets, message, paragraph, preformatted, roomBeside } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut, jsonLength } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { code, type Prose, say, sentence } from "../text/prose.ts";
import { askedName } from "./approval-words.ts";

export type WaitingRow = { name: string; said: readonly NamedValue[] };

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

/** Of many: each with what is its own, and the first of them to the letter; undefined where that does not fit. */
export function rowsThatWait(job: Job, rows: readonly WaitingRow[], firstJson: string): Message | undefined {
  const lead = say`${askedName(job)} waits for a yes: each with what is not the same in all`;
  const list = bullets(rows.map(rowWords), 8_000);
  const first = say`As JSON the first of them, with values of environment variables masked:`;
  const json = manyLines(firstJson).trim();
  if (list.left > 0 || jsonLength(json) > roomBeside(list.blocks, paragraph(lead), paragraph(first)))
    return undefined;
  return message(
    sentence(lead),
    paragraph(say`${lead}:`),
    ...list.blocks,
    paragraph(first),
    preformatted(json),
  );
}

/** `align-NA1: sample=NA1 memory=16384` */
function rowWords({ name, said }: WaitingRow): Prose {
  const values = said.map(({ name: of, value }) => `${of}=${value}`).join(" ");
  return values === "" ? jobName({ name }) : say`${jobName({ name })}: ${code(values, 400)}`;
}

export function allThatWaitsSent(job: Job): Message {
  const prose = say`All that would be sent for ${askedName(job)} is in your direct messages, as a file.`;
  return message(prose, paragraph(prose));
}

export function allThatWaitsComment(name: string): string {
  return `What would be sent to AWS for ${name}; values of environment variables are masked.`;
}

function head(job: Job): Prose {
  return say`This is what would be sent for ${askedName(job)}, with values of environment variables masked`;
}
