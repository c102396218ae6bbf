/**
 * JSON with its keys in order: equal values give equal text, so that text can break a tie. Written by hand: each report
 * is compared several times, and a replacer of JSON.stringify costs as much as all the rest of taking it in.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = value as Record<string, unknown>;
  let text = "";
  for (const key of Object.keys(fields).sort()) {
    const inner = fields[key];
    if (inner === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(inner)}`;
  }
  return `{${text}}`;
}
