/** The text in a message that is meant for us: of the file attached to it, else its own. */
import type { AttachedFile } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import type { Request } from "../request.ts";
import { code } from "../typing/quote.ts";
import { fromSlack } from "../typing/slack-text.ts";

export type MessageInput = { text: string; files: readonly AttachedFile[] };

/** `kind`: the end of the file's name in small letters, `json` or `csv`; of the message's own text `message`. */
export type MessageDocument = { kind: string; text: string; name?: string } | { mistake: string };

/** What is looked for: the ends of its files' names; `a job`; and what is said of one that is too large. */
export type Sought = { ends: readonly string[]; what: string; ifLarge: string };

const aJob: Sought = {
  ends: ["json", "txt", "sh", "py", "csv", "tsv"],
  what: "a job",
  ifLarge: `AWS takes a job of ${limits.submitPayloadBytes / 1_024} KiB`,
};

/** Throws SlackTrouble where a file could not be read just now. */
export async function documentOf(
  { services }: Request,
  { text, files }: MessageInput,
  sought: Sought = aJob,
): Promise<MessageDocument> {
  const { ends, what } = sought;
  const known = files.filter(({ name }) => ends.includes(kindOf(name)));
  const [file, another] = known;
  if (another !== undefined)
    return {
      mistake: `There are ${known.length} files in that message (${known.map(({ name }) => code(name)).join(", ")}), and one message makes ${what.replace(/^an? /, "one ")}: send the one in a message of its own.`,
    };
  if (file === undefined) {
    const [other] = files;
    if (other !== undefined && text.trim() === "")
      return {
        mistake: `${code(other.name)} is no file that I read: ${what} goes into one that ends in ${ends.map((end) => code(`.${end}`)).join(", ")}.`,
      };
    return { kind: "message", text: fromSlack(text) };
  }
  const read = await services.readFile(file.id, { maxBytes: limits.attachedBytes });
  if ("text" in read) return { kind: kindOf(file.name), text: read.text, name: file.name };
  return { mistake: why[read.why](file.name, sought) };
}

const why = {
  "no access": (name: string) =>
    `I cannot read ${code(name)}: Slack shows me files only in channels that I am in. Invite me with \`/invite\`, or paste what is in it.`,
  "too large": (name: string, { ifLarge }: Sought) =>
    `${code(name)} is larger than the ${limits.attachedBytes / 1_024} KiB that I read; ${ifLarge}.`,
  "no text": (name: string) => `${code(name)} is no text that I can read: save it as plain text (UTF-8).`,
};

function kindOf(name: string): string {
  return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
