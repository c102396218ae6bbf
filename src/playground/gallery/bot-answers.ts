/** Every answer the bot can give, made by the bot's own code in a process of its own. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

type BotMessage = { text: string; blocks?: unknown[] };

export type BotAnswer = { name: string; group: string } & (
  | {
      message: BotMessage;
      /** Where it stands; a message's place is a channel. */
      place: "channel" | "home";
    }
  | { view: { type: "modal" } & Record<string, unknown> }
);
export type BotAnswers = { answers: BotAnswer[]; note?: string };

const run = promisify(execFile);
const printer = join(import.meta.dirname, "../../../test/fixtures/print-gallery.ts");
const timeoutMs = 20_000;
const maxBytes = 20 * 1024 * 1024;

/** Nothing is kept between two calls, so that a changed message is seen at the next look. */
export async function botAnswers(script = printer): Promise<BotAnswers> {
  if (!existsSync(script))
    return { answers: [], note: "The bot's answers come with its tests, which are not installed here." };
  try {
    const { stdout } = await run(process.execPath, [script], { timeout: timeoutMs, maxBuffer: maxBytes });
    const printed: Printed = JSON.parse(stdout);
    const messages = Object.entries(printed.messages).map(
      ([name, message]): BotAnswer => ({
        name,
        group: groupOf(name),
        message,
        place: name.startsWith("home:") ? "home" : "channel",
      }),
    );
    const views = Object.entries(printed.views).map(
      ([name, view]): BotAnswer => ({ name, group: groupOf(name), view }),
    );
    return { answers: [...messages, ...views] };
  } catch (error) {
    return { answers: [], note: `The bot's answers could not be made: ${lastLineOf(error)}` };
  }
}

type Printed = {
  messages: Record<string, BotMessage>;
  views: Record<string, Extract<BotAnswer, { view: unknown }>["view"]>;
};

const groups: [name: RegExp, group: string][] = [
  [/^card:/, "The card of a job"],
  [/^notice:/, "In a job's thread"],
  [/^status:/, "Status"],
  [/^log:/, "Logs"],
  [/^home:/, "The Home tab"],
  [/^form:/, "Forms to fill in"],
  [/^settings|^notify me|^in the morning/, "Who is told what"],
  [/^cancel|a mistake in a cancel/, "Cancel"],
  [/recent jobs|^list|which job|job not found|not shown/, "Finding jobs"],
  [/submi|rejected|dry run|mistake|secret|lab|card went/, "Submit"],
];

function groupOf(name: string): string {
  return groups.find(([pattern]) => pattern.test(name))?.[1] ?? "Everything else";
}

function lastLineOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return (
    words
      .split("\n")
      .findLast((line) => /Error|refused|timed out/.test(line))
      ?.trim() ?? words
  );
}
