import type { DraftId } from "../../domain/ids.ts";
import type { StopLoss } from "../../domain/job/stop-loss.ts";
import { stateWord } from "../job/state-words.ts";
import { personName } from "../people/people.ts";
import { bullets, buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import {
  countParts,
  engineWords,
  type LeftOut,
  leftOutSentences,
  lossWords,
  type OfEngine,
  partWords,
  type StopPart,
  whatWords,
} from "./stop-words.ts";

export type CancelQuestionOfMany = {
  parts: readonly StopPart[];
  loss: StopLoss;
  left: LeftOut;
  /** What submitted some of them, and will again. */
  engine?: OfEngine;
  draft: DraftId;
};

/** So many lines are read. */
const shownAtMost = 10;

/** One question about all of them: what is confirmed is what stands here. */
export function cancelQuestionOfMany({ parts, loss, left, engine, draft }: CancelQuestionOfMany): Message {
  const count = countParts(parts);
  const others = parts.some(({ children }) => children !== undefined) ? " Other children go on." : "";
  const question = say`Stop ${whatWords(parts)}? ${lossWords(loss)}${others} What is stopped cannot be resumed.${engineWords(engine)}`;
  const leftOut = leftOutSentences(left);
  const list = parts.length === 1 ? undefined : bullets(parts.slice(0, shownAtMost).map(line), 6000);
  const unseen = list === undefined ? 0 : Math.max(0, parts.length - shownAtMost) + list.left;
  return message(
    joined([question, ...leftOut], " "),
    paragraph(question),
    list?.blocks,
    unseen > 0 ? paragraph(say`And ${grouped(unseen)} more.`) : undefined,
    leftOut.length === 0 ? undefined : paragraph(say`Left out: ${joined(leftOut, " ")}`),
    buttons({
      verb: "cancel",
      step: "confirm",
      label: count === 1 ? "Stop it" : `Stop ${grouped(count)}`,
      value: draft,
      style: "danger",
    }),
  );
}

function line(part: StopPart): Prose {
  const { job, ownerName, children } = part;
  const state = children === undefined ? say`${stateWord(job)}` : undefined;
  const whose = ownerName === undefined ? undefined : say`of ${personName(ownerName)}`;
  return joined([partWords(part), state, whose], " · ");
}
