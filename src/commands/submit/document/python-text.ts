/** What a Python literal of text says. Source: the Python reference, String and Bytes literals. */

export type PythonText = { text: string } | { mistake: string };

export function pythonText(literal: string): PythonText {
  const [, prefix = "", quote = ""] = /^([A-Za-z]*)('''|"""|'|")/.exec(literal) ?? [];
  const letters = prefix.toLowerCase();
  if (letters.includes("b")) return { mistake: "is bytes, and must be text: leave out the `b`" };
  const inside = literal.slice(prefix.length + quote.length, literal.length - quote.length);
  if (letters.includes("r")) return { text: inside };
  if (/(?<!\\)(?:\\\\)*\\N\{/.test(inside))
    return { mistake: "names a sign with `\\N{…}`: write the sign itself" };
  return { text: inside.replace(escapes, unescaped) };
}

const escapes = /\\(\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

const signs: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unescaped(whole: string, behind: string): string {
  const known = signs[behind];
  if (known !== undefined) return known;
  if (/^\r?\n$/.test(behind)) return "";
  if (/^[0-7]+$/.test(behind)) return String.fromCodePoint(Number.parseInt(behind, 8));
  if (/^[xuU]./.test(behind)) {
    const point = Number.parseInt(behind.slice(1), 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  }
  // An unknown escape keeps its backslash.
  return whole;
}
