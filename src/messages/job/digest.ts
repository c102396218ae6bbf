import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { ranForMs } from "../../domain/job/job-times.ts";
import type { DigestState } from "../../domain/telling/digest.ts";
import { personName } from "../people/people.ts";
import { bullets, message, paragraph } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { afterWords, jobId, jobName } from "./job-words.ts";
import { stateWord } from "./state-words.ts";

export type DigestView = {
  /** The first of them; what is not among them is only counted. */
  lines: readonly {
    job: Job;
    cardLink?: string;
    ownerName?: string;
    /** How many that were refused together it stands for. */
    size?: number;
  }[];
  counts: Readonly<Record<DigestState, number>>;
};

/** The morning after quiet hours: what ended in them, and what still cannot start. */
export function digestMessage({ lines, counts }: DigestView): Message {
  const all = counts.failed + counts.blocked + counts.stopped + counts.succeeded;
  const sums = joined(
    [
      part(counts.failed, "failed"),
      part(counts.blocked, "cannot start"),
      part(counts.stopped, "stopped"),
      part(counts.succeeded, "succeeded"),
    ],
    ", ",
  );
  const sentence = say`News of ${counted(all, "job")} from your quiet hours: ${sums}.`;
  const list = bullets(lines.map(line), 9000);
  const shown = lines.slice(0, lines.length - list.left);
  const left = all - shown.reduce((sum, { size = 1 }) => sum + size, 0);
  return message(
    sentence,
    paragraph(sentence),
    ...list.blocks,
    left > 0 ? paragraph(say`And ${left} more: ${typed("list --since 1d")}`) : undefined,
  );
}

function part(count: number, word: string): Prose | undefined {
  return count === 0 ? undefined : say`${count} ${word}`;
}

function line({ job, cardLink, ownerName, size = 1 }: DigestView["lines"][number]): Prose {
  const name = cardLink === undefined ? jobName(job) : link(cardLink, job.name);
  const whose = ownerName === undefined ? undefined : say` of ${personName(ownerName)}`;
  const state = isEnded(job.state)
    ? `${stateWord(job)}${afterWords(ranForMs(job))}`
    : "cannot start as it is";
  if (size > 1) return say`${name} and ${counted(size - 1, "other job")} of its table${whose} ${state}`;
  return joined([say`${name}${whose} ${state}`, jobId(job)], " · ");
}
