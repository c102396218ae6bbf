import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { SnippetContent } from "../../domain/logs/snippet.ts";
import type { Audience, WhyNotThere } from "../../domain/people/audience.ts";
import { fitLines } from "../logs/fit-lines.ts";
import { maskedNote } from "../logs/masked-words.ts";
import { buttons, message, paragraph, preformatted, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { joined, quoted, say } from "../text/prose.ts";
import { audienceWords, whyNotThere } from "./audience-words.ts";
import { piece, secretsMayStandHere, theLog } from "./snippet-post.ts";

export type ShareQuestion = {
  job: Job;
  content: SnippetContent;
  /** Absent where no place was named. */
  audience?: Audience | { refused: WhyNotThere } | undefined;
  /** Shares it; absent where it can not go there. */
  share?: DraftId | undefined;
  /** Opens the dialog with it. */
  change: DraftId;
};

const roomForLines = 7500;

/** Before something is shared by a typed line: what, and who would read it. */
export function shareQuestion({ job, content, audience, share, change }: ShareQuestion): Message {
  const { lines, comment, zone, masked, of } = content;
  const what = say`${piece(content)} of ${theLog(job, of)}${comment === undefined ? "" : say`, with ${quoted(comment)}`}`;
  const who =
    audience === undefined
      ? say`Choose where to.`
      : "refused" in audience
        ? say`${whyNotThere[audience.refused]}`
        : audienceWords(audience);
  const head = say`Share ${what}? ${who}`;
  const box = fitLines(lines, { keep: "first", maxLength: roomForLines });
  const left = lines.length - box.shown;
  const notes = [
    left > 0 ? say`${counted(left, "more line")} did not fit here` : undefined,
    zone === "" ? undefined : say`Times in ${zone}`,
    maskedNote(masked) ?? say`Nothing in them looks like a secret`,
    of.ownSecretsUnknown ? say`${secretsMayStandHere}` : undefined,
    say`Only you see this`,
  ];
  return message(
    head,
    paragraph(head),
    preformatted(box.text || " "),
    quiet(joined(notes, " · ")),
    buttons(share && { verb: "share", step: "now", label: "Share", value: share, style: "primary" }, {
      verb: "share",
      step: "open",
      label: share === undefined ? "Choose a place" : "Change",
      value: change,
    }),
  );
}
