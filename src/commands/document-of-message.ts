/** The text in a message that is meant for us: of the file attached to it, else its own. */
import type { AttachedFile } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { code } from "./quote.ts";
import type { Request } from "./request.ts";
import { fromSlack } from "./slack-text.ts";

export type MessageInput = { text: string; files: readonly AttachedFile[] };

/** `kind`: the end of the file's name in small letters, `json` or `csv`; of the message's own text `message`. */
export type MessageDocument = { kind: string; text: string; name?: string } | { mistake: string };

/** Throws SlackTrouble where a file could not be read just now. */
export async function documentOf(
  { services }: Request,
  { text, files }: MessageInput,
): Promise<MessageDocument> {
  const known = files.filter(({ name }) => readable.has(kindOf(name)));
  const [file, another] = known;
  if (another !== undefined)
    return {
      mistake: `There are ${known.length} files in that message (${known.map(({ name }) => code(name)).join(", ")}), and one message makes one job: send the one in a message of its own.`,
    };
  if (file === undefined) {
    const [other] = files;
    if (other !== undefined && text.trim() === "")
      return {
        mistake: `${code(other.name)} is no file that I read: a job goes into one that ends in ${ends}.`,
      };
    return { kind: "message", text: fromSlack(text) };
  }
  const read = await services.readFile(file.id, { maxBytes: limits.attachedBytes });
  if ("text" in read) return { kind: kindOf(file.name), text: read.text, name: file.name };
  return { mistake: why[read.why](file.name) };
}

const readable: ReadonlySet<string> = new Set(["json", "txt", "sh", "py", "csv", "tsv"]);

const ends = ["json", "txt", "sh", "py", "csv", "tsv"].map((end) => code(`.${end}`)).join(", ");

const why = {
  "no access": (name: string) =>
    `I cannot read ${code(name)}: Slack shows me files only in channels that I am in. Invite me with \`/invite\`, or paste what is in it.`,
  "too large": (name: string) =>
    `${code(name)} is larger than the ${limits.attachedBytes / 1_024} KiB that I read; AWS takes a job of ${limits.submitPayloadBytes / 1_024} KiB.`,
  "no text": (name: string) => `${code(name)} is no text that I can read: save it as plain text (UTF-8).`,
};

function kindOf(name: string): string {
  return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
