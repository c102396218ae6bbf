/** Prose as Slack's mrkdwn: for `text`, and for the small print that has no rich text. */
import { cut } from "./cut.ts";
import { momentToken } from "./moment.ts";
import type { Piece, Prose } from "./prose.ts";

/** Slack recommends no more; the rest of a longer text would become a second message. */
const textLength = 4000;

/** For screen readers and notifications: without bold, which they would read out as stars. */
export function toText(prose: Prose): string {
  return bounded(prose, textLength, (piece) =>
    piece.style === "code" ? mrkdwnText(piece) : escapeText(piece.text),
  );
}

/** For a block; `max` is the block's own limit. */
export function toMrkdwn(prose: Prose, max: number): string {
  return bounded(prose, max, mrkdwnText);
}

/** Any text as itself: never markup, never a mention, never a link. */
export function escapeText(text: string): string {
  return escapeEntities(
    text
      .replace(/[*~`]/g, (sign) => lookAlike[sign] ?? sign)
      .replace(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, "＿")
      .replace(/(https?:|mailto:)(?=\S)/gi, `$1${wordJoiner}`)
      .replace(/:(?=[a-z_+-][\w+'-]*:)/gi, `:${wordJoiner}`),
  );
}

type Text = Extract<Piece, { kind: "text" }>;

/** Slack has no escape for its signs of style; inside a word `_` is none. */
const lookAlike: Readonly<Record<string, string>> = { "*": "∗", "~": "∼", "`": "ˋ" };

/** Unseen, and enough that an address or an emoji's name is not read as one. */
const wordJoiner = "\u2060";

const styled: Record<NonNullable<Text["style"]>, (text: string) => string> = {
  bold: (text) => `*${escapeText(text)}*`,
  italic: (text) => `_${escapeText(text)}_`,
  code: (text) => `\`${escapeEntities(text.replaceAll("`", "ˋ"))}\``,
};

function mrkdwnText({ text, style }: Text): string {
  return style === undefined ? escapeText(text) : styled[style](text);
}

function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function bounded(prose: Prose, max: number, write: (piece: Text) => string): string {
  let written = "";
  for (const piece of prose) {
    const left = max - written.length;
    const next = writePiece(piece, write);
    if (next.length <= left) written += next;
    else return written + (piece.kind === "text" ? cutTo(piece, left, write) : "");
  }
  return written;
}

function cutTo(piece: Text, max: number, write: (piece: Text) => string): string {
  const signsOfStyle = 2;
  if (max <= signsOfStyle) return "";
  const text = cut(piece.text, max - signsOfStyle, (part) => escapeText(part).length + 1);
  return write({ ...piece, text });
}

function writePiece(piece: Piece, write: (piece: Text) => string): string {
  switch (piece.kind) {
    case "text":
      return write(piece);
    case "moment":
      return momentToken(piece);
    case "mention":
      return `<@${piece.member}>`;
    case "channel":
      return `<#${piece.channel}>`;
    case "link":
      return `<${piece.url}|${escapeText(piece.text)}>`;
  }
}
