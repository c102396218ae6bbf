/** A command as it is typed into a form: as at a terminal. */
import { lex } from "./typing/lex.ts";
import { code, quote } from "./typing/quote.ts";
import { withStraightQuotes } from "./typing/typography.ts";

export type TypedCommand =
  | { ok: true; command?: readonly string[]; shell?: string }
  | { ok: false; mistake: string };

/** Words go to the program as they are; what only a shell understands goes to a shell. */
export function readCommand(typed: string): TypedCommand {
  const text = typed.replace(/\r\n?/g, "\n").trim();
  if (text === "") return { ok: true };
  if (needsShell(withStraightQuotes(text))) return { ok: true, shell: withStraightQuotes(text) };
  // What is typed into a form comes as it is; a line comes with Slack's escapes.
  const { words, open } = lex(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  if (open === undefined) return { ok: true, command: words.map((word) => word.text) };
  return {
    ok: false,
    mistake: `The quote ${open.quote} before ${code(text.slice(open.start + 1, open.start + 41))} is never closed.`,
  };
}

/** The text that reads as this command again. */
export function writeCommand({
  command,
  shell,
}: {
  command?: readonly string[] | undefined;
  shell?: string | undefined;
}): string | undefined {
  if (shell !== undefined) return shell;
  return command?.map(quote).join(" ");
}

/** A pipe, a redirection, a variable, a pattern or a second line, outside of quotes that keep it from being one. */
function needsShell(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote === "'") quote = char === "'" ? "" : quote;
    else if (char === "\\") at += 1;
    else if (quote === '"' && char === '"') quote = "";
    else if (quote === "" && /['"]/.test(char)) quote = char;
    else if ((quote === "" ? /[|&;<>$`*\n]/ : /[$`]/).test(char)) return true;
  }
  return false;
}
