/** What is wrong with a table, all at once and each with its place. */
import type { RichTextBlock } from "@slack/types";
import { limits } from "../../domain/limits.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import { bullets, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted, grouped } from "../text/numbers.ts";
import { joined, type Prose, say, sentence, withCode } from "../text/prose.ts";

/** Where the rows come from: a table, in which they are counted with the header, or values on a line. */
export type RowsFrom = "each" | "table";

export type BatchMistakes = { mistakes: readonly TableMistake[]; from: RowsFrom };

/** Nothing can be sent before this is right. */
export function batchMistakes({ mistakes, from }: BatchMistakes): Message {
  const [only] = mistakes;
  const nothing = say`Nothing was submitted yet.`;
  if (only !== undefined && mistakes.length === 1) {
    const prose = joined([mistakeWords(only, from), nothing], " ");
    return message(prose, paragraph(prose));
  }
  const count = say`${counted(mistakes.length, "thing")} are not right yet`;
  const spoken = mistakes.slice(0, 3).map((mistake) => mistakeWords(mistake, from));
  return message(
    joined([sentence(count), ...spoken, nothing], " "),
    paragraph(say`${count}:`),
    mistakeList({ mistakes, from }, 8_000),
    paragraph(joined([nothing, howCounted(mistakes, from)], " ")),
  );
}

/** As many as the room and the reader bear, and how many more there are. */
export function mistakeList({ mistakes, from }: BatchMistakes, room: number): RichTextBlock[] {
  const shown = mistakes.slice(0, limits.batchMistakes);
  const list = bullets(
    shown.map((mistake) => mistakeWords(mistake, from)),
    room,
  );
  const left = mistakes.length - shown.length + list.left;
  return [...list.blocks, ...(left > 0 ? [paragraph(say`And ${grouped(left)} more.`)] : [])];
}

/** `Row 3, column memory: …` */
export function mistakeWords({ row, column, what }: TableMistake, from: RowsFrom): Prose {
  const place = joined(
    [
      row === undefined ? undefined : say`${from === "table" ? "Row" : "Value"} ${String(row)}`,
      column === undefined ? undefined : say`${columnWord(row, from)} ${column}`,
    ],
    ", ",
  );
  const said = sentence(withCode(what));
  return place.length === 0 ? said : say`${place}: ${said}`;
}

function columnWord(row: number | undefined, from: RowsFrom): string {
  if (from === "each") return "--each";
  return row === undefined ? "Column" : "column";
}

/** Said where it matters, for spreadsheets and people count differently. */
export function howCounted(mistakes: readonly TableMistake[], from: RowsFrom): Prose | undefined {
  return from === "table" && mistakes.some(({ row }) => row !== undefined)
    ? say`Rows are counted as a spreadsheet does: the column names are row 1.`
    : undefined;
}
