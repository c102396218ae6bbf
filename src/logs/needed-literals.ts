/**
 * Fixed texts that stand in whatever an expression in RE2's syntax matches, but for upper and lower case: they are
 * looked for first, as that is much faster. The longest first; none where it is not certain. Source: google/re2's
 * wiki on its syntax.
 */
export function neededLiterals(pattern: string): string[] {
  const literals: string[] = [];
  let literal = "";
  const broken = () => {
    if (literal.length >= shortest) literals.push(literal);
    literal = "";
  };
  piece.lastIndex = 0;
  while (piece.lastIndex < pattern.length) {
    const groups = piece.exec(pattern)?.groups;
    // Not understood: alternatives, flags, groups within groups, or no expression at all.
    if (groups === undefined) return [];
    const { letter = groups.escaped, repeated } = groups;
    // What stands before may not be there at all.
    if (repeated !== undefined) literal = literal.slice(0, -1);
    if (letter === undefined) broken();
    else literal += letter;
  }
  broken();
  return literals.sort((a, b) => b.length - a.length);
}

const shortest = 2;

/** Of a class and of a group only the plainest, for what ends them must be certain. */
const piece = new RegExp(
  [
    /(?<letter>(?![\\^$.|?*+()[\]{}])[\x20-\x7e])/,
    /\\(?<escaped>(?![A-Za-z0-9])[\x21-\x7e])/,
    /(?<repeated>[*+?]|\{\d{1,4}(?:,\d{0,4})?\})/,
    /\\[dDwWsSbB]|[.^$]|[^\x20-\x7e]/,
    /\[\^?[^\\^[\]][^\\[\]]*\]/,
    /\((?:\?:)?(?!\?)[^\\()[\]]*\)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "y",
);
