const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

type Measure = (text: string) => number;

/** At most `max` long with its `…`, and never half a sign. `measure` says how long a piece is where it is sent. */
export function cut(text: string, max: number, measure: Measure = (piece) => piece.length): string {
  if (text.length <= max && measure(text) <= max) return text;
  let kept = "";
  let length = 1;
  for (const { segment } of graphemes.segment(text.slice(0, max + 1))) {
    length += measure(segment);
    if (length > max) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** What a text takes up in a block: quotes, backslashes and line breaks count twice. */
export function jsonLength(text: string): number {
  return JSON.stringify(text).length - 2;
}
