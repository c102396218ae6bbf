import { bullets, message, paragraph } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { joined, say, sentence, withCode } from "./text/prose.ts";

/** A form that was right when it was sent, and is no longer: it is closed by then. */
export function formNotTaken(mistakes: readonly { what: string }[]): Message {
  const said = mistakes.map(({ what }) => sentence(withCode(what)));
  const beginning = say`What you filled in can no longer be taken, and nothing was changed.`;
  return message(joined([beginning, ...said], " "), paragraph(beginning), ...bullets(said, 6000).blocks);
}
