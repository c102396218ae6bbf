/** What many jobs would be, before any is sent: the first of them to the letter, how many there are, and what is wrong with which. */
import type { DraftId } from "../../domain/ids.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, message, paragraph, preformatted, quiet, roomBeside } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut, jsonLength } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import { counted, grouped } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";
import { howCounted, mistakeList, type RowsFrom } from "./batch-mistakes.ts";
import { someNames } from "./batch-words.ts";
import { type Preview, previewLines } from "./dry-run.ts";
import { understood } from "./understood.ts";

export type BatchPreview = {
  name: string;
  /** Of those that can be sent. */
  names: readonly string[];
  bad: readonly TableMistake[];
  from: RowsFrom;
  /** Some seem to be given a secret: the press says that they are sent all the same. */
  hasSecrets?: boolean;
  first: Preview;
};

export function batchPreview(
  { name, names, bad, from, hasSecrets = false, first }: BatchPreview,
  draft: DraftId,
): Message {
  const badRows = new Set(bad.map(({ row }) => row)).size;
  const count = names.length;
  const head = heading({ name, count, badRows, from });
  const rows = from === "table" ? "row" : "value";
  const step =
    badRows === 0
      ? `Submit ${counted(count, "job")}${hasSecrets ? " anyway" : ""}`
      : `Skip ${grouped(badRows)} bad ${badRows === 1 ? rows : `${rows}s`}${hasSecrets ? ", submit anyway" : ""}`;
  const skipping = say`${[bold(step)]} submits the other ${grouped(count)}; or put it right and send it again.`;
  const preview = [
    paragraph(joined([say`The first of them, ${jobName(first)}:`, ...previewLines(first)], "\n")),
    ...understood(first.said),
    quiet(say`Names: ${someNames(names)}`),
  ];
  const wrong =
    badRows === 0
      ? []
      : [
          ...mistakeList({ mistakes: bad, from }, Math.min(4_000, roomBeside(preview) / 2)),
          paragraph(joined([skipping, howCounted(bad, from)], " ")),
        ];
  const card = [paragraph(badRows === 0 ? head : say`${head} Not right yet:`), ...wrong, ...preview];
  const json = manyLines(first.json).trim();
  const shown = cut(json, roomBeside(card), jsonLength);
  const note =
    shown === json ? "" : `, the first ${grouped(shown.length)} of ${grouped(json.length)} characters`;
  return message(
    head,
    card,
    paragraph(say`As JSON${note}:`),
    preformatted(shown),
    buttons({ verb: "submit", step: "batch", label: step, value: draft, style: "primary" }),
  );
}

type Counted = { name: string; count: number; badRows: number; from: RowsFrom };

function heading({ name, count, badRows, from }: Counted): Prose {
  const rows = from === "table" ? "rows" : "values";
  if (badRows === 0)
    return say`${counted(count, "job")} of ${jobName({ name })} ${count === 1 ? "is" : "are"} ready; nothing was submitted yet.`;
  return say`${grouped(count)} of ${grouped(count + badRows)} ${rows} are good; nothing was submitted yet.`;
}
