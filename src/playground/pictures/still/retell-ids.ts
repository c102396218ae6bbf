/** Ids follow from the order in which they appear: two tellings of one story have the same. */
import { createHash } from "node:crypto";

const patterns = [
  String.raw`\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`,
  String.raw`\b[0-9a-f]{32}\b`,
  String.raw`\b[a-z]_[0-9a-f]{20}\b`,
  String.raw`\b[bEFV]0[0-9A-Z]{9}\b`,
  // The head of a job's id, where it stands alone: eight digits in a log line are a number.
  '(?<=[`"])[0-9a-f]{8}(?=[`"])',
  String.raw`(?<=/batch [a-z]+ )[0-9a-f]{8}(?=[\s:\x60"])`,
];

/** `names` are those of the jobs: what follows them in AWS, `jblow-align-x1y2z3`, is chance. */
export function retellIds(json: string, names: readonly string[]): string {
  const ending = String.raw`(?<=\b(?:${names.map(escaped).join("|")})-)[0-9a-z]{6}\b`;
  const pattern = new RegExp((names.length === 0 ? patterns : [...patterns, ending]).join("|"), "g");
  const known = new Map<string, string>();
  return json.replace(pattern, (found) => {
    // A long id begins with its short one, whichever comes first.
    const key = /^[0-9a-f]{8}-/.test(found) ? found.slice(0, 8) : found;
    if (!known.has(key)) known.set(key, String(known.size + 1));
    return inShape(found, known.get(key) ?? "");
  });
}

function escaped(name: string): string {
  return name.replace(/[^\w-]/g, String.raw`\$&`);
}

/** Hyphens, letters in front and length stay; the rest is drawn from the number. */
function inShape(found: string, number: string): string {
  const hex = createHash("sha256").update(number).digest("hex");
  const head = /^(?:[a-z]_|[bEFV]0)/.exec(found)?.[0] ?? "";
  let at = 0;
  const rest = found.slice(head.length).replace(/[0-9A-Za-z]/g, () => hex[at++ % hex.length] ?? "0");
  return head + (head.endsWith("0") ? rest.toUpperCase() : rest);
}
