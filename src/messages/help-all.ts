import type { ChannelId } from "../domain/ids.ts";
import { channel } from "./people/people.ts";
import { bullets, buttons, message, paragraph } from "./text/block.ts";
import { link } from "./text/link.ts";
import type { Message } from "./text/message.ts";
import { code, joined, say, sentence, withCode } from "./text/prose.ts";
import { typed } from "./text/typed.ts";

export type VerbSummary = { verb: string; summary: string };

/** Where to read and ask more. */
export type HelpPlaces = { docs?: string; helpChannel?: ChannelId };

export function helpAll(verbs: readonly VerbSummary[], { docs, helpChannel }: HelpPlaces = {}): Message {
  const list = bullets(
    verbs.map(({ verb, summary }) => say`${typed(verb)} – ${withCode(summary)}`),
    9000,
  );
  const more = joined(
    [
      say`More on one, with examples: ${typed("help submit")}`,
      say`In a job's thread, where slash commands do not work: ${code("@Batchmate logs")}`,
      docs === undefined ? undefined : say`Read on in ${link(docs, "the documentation")}`,
      helpChannel === undefined ? undefined : say`People who help: ${channel(helpChannel)}`,
    ].map((line) => line && sentence(line)),
    "\n",
  );
  const names = joined(
    verbs.map(({ verb }) => say`${verb}`),
    ", ",
  );
  return message(
    say`I run AWS Batch jobs for your lab. What you can ask: ${names}. Type ${typed("help submit")} for more on one.`,
    paragraph(say`I run AWS Batch jobs for your lab. What you can ask:`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more.`) : undefined,
    paragraph(more),
    buttons({ verb: "submit", label: "Submit a job" }, { verb: "list", label: "My jobs" }),
  );
}
