// The simple filter patterns: words that must all occur, "phrases", -without, ?any of, and %regex%.

import { AwsError } from "../wire/aws-error.ts";

export function filterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (text === "") return () => true;
  if (text.startsWith("{") || text.startsWith("["))
    throw new AwsError("InvalidParameterException", "Invalid filter pattern");
  const terms = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g)].map(readTerm);
  const wanted = terms.filter(({ sign }) => sign === "");
  const unwanted = terms.filter(({ sign }) => sign === "-");
  const optional = terms.filter(({ sign }) => sign === "?");
  return (message) =>
    wanted.every(({ occurs }) => occurs(message)) &&
    !unwanted.some(({ occurs }) => occurs(message)) &&
    // CloudWatch ignores ?terms beside terms that must occur.
    (optional.length === 0 || wanted.length > 0 || optional.some(({ occurs }) => occurs(message)));
}

type Term = { sign: string; occurs: (message: string) => boolean };

function readTerm([, sign = "", phrase, regex, word]: RegExpMatchArray): Term {
  if (regex !== undefined) {
    const expression = new RegExp(regex);
    return { sign, occurs: (message) => expression.test(message) };
  }
  const text = phrase?.replaceAll(/\\(.)/g, "$1") ?? word ?? "";
  return { sign, occurs: (message) => message.includes(text) };
}
