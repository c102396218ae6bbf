import { parseArgs } from "node:util";

/** What was asked of `npm run receive`. */
export type ReceiveRequest =
  | { deed: "help" }
  | { deed: "send"; files: readonly string[] }
  | { deed: "show" | "put back"; ids: readonly string[] };

const switches = ["set-aside", "again", "help"] as const;

/** Reads the command line; every mistake in it is one sentence. */
export function readReceiveRequest(argv: string[]): ReceiveRequest | { mistakes: string[] } {
  const { tokens } = parseArgs({
    args: argv,
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(switches.map((name) => [name, { type: "boolean" as const }])),
  });
  const asked = new Set<string>();
  const words: string[] = [];
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    else if (token.kind === "option" && switches.some((name) => name === token.name)) {
      asked.add(token.name);
      if (token.value !== undefined) mistakes.push(`--${token.name} takes no value.`);
    } else if (token.kind === "option") mistakes.push(`There is no option ${token.rawName}.`);
  }
  if (asked.has("help")) return { deed: "help" };
  if (asked.has("again") && !asked.has("set-aside")) mistakes.push("--again goes with --set-aside.");
  if (!asked.has("set-aside") && words.length === 0)
    mistakes.push("Give the file with the events, or --set-aside.");
  if (mistakes.length > 0) return { mistakes };
  if (!asked.has("set-aside")) return { deed: "send", files: words };
  return { deed: asked.has("again") ? "put back" : "show", ids: words };
}
