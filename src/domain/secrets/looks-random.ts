/**
 * Whether a value is made of chance, as keys are: a long run of letters and digits that changes its kind all the time.
 * What is written in hexadecimal is not counted: digests, commits and ids are, and a name tells a key among them.
 */
export function looksRandom(name: string, value: string): boolean {
  if (namesNoSecret.test(name) || place.test(value) || value.length > longest) return false;
  return (value.match(longRun) ?? []).some(isRandom);
}

/** A longer value is a document. */
const longest = 4_096;
const longRun = /[A-Za-z0-9+/]{20,}/g;
const place = /^(?:[a-z][a-z0-9+.-]*:|~?\/|\.{1,2}\/)/i;
const namesNoSecret =
  /(?:ids?|name|digest|sha\d*|md5|checksum|hash|commit|rev(?:ision)?|version|image|arn|ur[il]|path|file|queue|stream|bucket|prefix|dir|sample|index|class|reads?|seq(?:uence)?|barcodes?|adapters?)$/i;

const kinds = [/[a-z]/, /[A-Z]/, /\d/] as const;
/** Of chance between letters and digits six in ten; of words put together without blanks three. */
const changesOfChance = 0.4;

function isRandom(run: string): boolean {
  if (!kinds.every((kind) => kind.test(run))) return false;
  const kindOf = (char: string) => kinds.findIndex((kind) => kind.test(char));
  const chars = [...run];
  const changes = chars.filter((char, at) => at > 0 && kindOf(char) !== kindOf(chars[at - 1] ?? "")).length;
  return changes / (chars.length - 1) >= changesOfChance;
}
