/** Prose as Slack's rich text, in which text needs no escaping: it is shown as it is. */
import type { RichTextElement, RichTextSection } from "@slack/types";
import { momentElement } from "./moment.ts";
import type { Piece, Prose } from "./prose.ts";

export function richSection(prose: Prose): RichTextSection {
  return { type: "rich_text_section", elements: merged(prose).map(element) };
}

function element(piece: Piece): RichTextElement {
  switch (piece.kind) {
    case "text":
      return { type: "text", text: piece.text, ...(piece.style ? { style: { [piece.style]: true } } : {}) };
    case "moment":
      return momentElement(piece);
    case "mention":
      return { type: "user", user_id: piece.member };
    case "channel":
      return { type: "channel", channel_id: piece.channel };
    case "link":
      return { type: "link", url: piece.url, text: piece.text };
  }
}

/** Neighbours of one style become one element: the size of a message's blocks is limited. */
function merged(prose: Prose): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of prose) {
    const last = pieces.at(-1);
    if (piece.kind === "text" && last?.kind === "text" && piece.style === last.style) {
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    } else pieces.push(piece);
  }
  return pieces;
}
