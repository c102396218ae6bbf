import { jobStep } from "../job/job-steps.ts";
import { buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import {
  countParts,
  type LeftOut,
  leftOutSentences,
  namesOf,
  type StopPart,
  whatWords,
} from "./stop-words.ts";

export type CancelledMany = {
  /** AWS has taken these; the ends themselves come as reports. */
  taken: readonly StopPart[];
  /** AWS would not. */
  refused: readonly StopPart[];
  /** AWS has not answered for these yet, or was not asked yet. */
  notYet: readonly StopPart[];
  /** These waited for a yes, and were never sent. */
  withdrawn: readonly StopPart[];
  /** AWS had certainly not taken these, and they are not sent any more. */
  neverSent: readonly StopPart[];
  left: LeftOut;
};

/** One reply about all of them: what is being stopped, what is not, and why. */
export function cancelledMany(cancelled: CancelledMany): Message {
  const { taken, refused, notYet, withdrawn, neverSent, left } = cancelled;
  const unsent = withdrawn.length + neverSent.length;
  const all = countParts([...taken, ...refused, ...notYet]);
  const leftOut = leftOutSentences(left);
  const sentences: Prose[] = [
    all === 0 && unsent > 0 ? undefined : headline(taken, all),
    withdrawn.length === 0
      ? undefined
      : say`${namesOf(withdrawn)} ${withdrawn.length === 1 ? "is" : "are"} withdrawn: not sent to AWS, and nobody is asked for a yes any more.`,
    neverSent.length === 0
      ? undefined
      : say`${namesOf(neverSent)} ${neverSent.length === 1 ? "is" : "are"} stopped before AWS had ${neverSent.length === 1 ? "it: it is" : "them: they are"} not sent any more.`,
    all + unsent === 0 && leftOut.length === 0 ? say`There is no such job that has not ended.` : undefined,
    notYet.length === 0
      ? undefined
      : say`I keep asking for the other ${grouped(countParts(notYet))}: AWS takes only so many at a time.`,
    refused.length === 0
      ? undefined
      : say`AWS would not stop ${namesOf(refused)}; ${countParts(refused) === 1 ? "it goes on as it was" : "they go on as they were"}.`,
    ...leftOut,
  ].filter((prose) => prose !== undefined);
  const [first, another] = [...taken, ...notYet, ...refused];
  return message(
    joined(sentences, " "),
    ...sentences.map((prose) => paragraph(prose)),
    first !== undefined && another === undefined ? buttons(jobStep("status", first.job)) : undefined,
  );
}

function headline(taken: readonly StopPart[], all: number): Prose {
  const count = countParts(taken);
  if (all === 0) return say`Nothing was stopped.`;
  if (count === 0) return say`AWS has not stopped any of the ${grouped(all)} yet.`;
  const cards = taken.length === 1 ? "Its card" : "Their cards";
  if (count === all)
    return say`AWS is told to stop ${whatWords(taken)}. ${cards} will show when ${count === 1 ? "it has" : "they have"} ended.`;
  return say`AWS is told to stop ${grouped(count)} of ${grouped(all)}. ${cards} will show when they have ended.`;
}
