import { fragment } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** A `plain_text` or `mrkdwn` object. */
export const textObject = (text, names) =>
  text.type === "mrkdwn"
    ? mrkdwn(text.text, names, { verbatim: text.verbatim === true })
    : fragment(plainText(text));

/** What a text object says, as a string, for labels and titles. */
export const plainText = (text) => (text?.emoji === false ? text.text : withEmoji(text?.text ?? ""));
