/** What somebody reads of the audit, a page at a time; and the file of it. */

import type { DraftId, PiName } from "../../domain/ids.ts";
import type { SavedEntry } from "../../domain/people/audit.ts";
import { bullets, buttons, message, paragraph, quiet, roomBeside, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { toText } from "../text/mrkdwn.ts";
import { counted } from "../text/numbers.ts";
import { code, joined, type Prose, say, sentence } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { type AuditNames, entryLine } from "./audit-words.ts";

/** `of peters-u, by J. Blow, since …`: what was asked for. */
export type AuditTitle = { title: string };

export type AuditPage = AuditTitle &
  AuditNames & {
    entries: readonly SavedEntry[];
    isFirst: boolean;
    /** Where there are earlier ones. */
    earlier?: DraftId;
    /** On the first page: all of it as a file. */
    file?: DraftId;
  };

export function auditPage({ title, entries, isFirst, earlier, file, ...names }: AuditPage): Message {
  const head = isFirst ? say`Audit${title}, newest first` : say`Audit${title}, earlier`;
  if (entries.length === 0) return nothing(isFirst ? say`Audit${title}` : head);
  const lines = entries.map((entry) => entryLine(entry, names));
  const foot = quiet(
    say`Who asked for what, through which door, and whether it was allowed. Log text and environment values are never in it · times are yours`,
  );
  const list = bullets(lines, roomBeside(paragraph(head), foot));
  return message(
    joined([say`${head}.`, ...lines.slice(0, 3).map(sentence)], " "),
    paragraph(say`${head}:`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more.`) : undefined,
    foot,
    buttons(
      earlier && { verb: "audit", step: "earlier", label: "Earlier", value: earlier },
      file && { verb: "audit", step: "file", label: "As a file (CSV)", value: file },
    ),
  );
}

function nothing(head: Prose): Message {
  return spoken(say`${head}: nothing is on record.`, buttons({ verb: "audit", label: "The whole audit" }));
}

/** Nobody learns from it what there is. */
export function auditNotYours(): Message {
  return spoken(
    say`The audit is read by managers, each for their own lab, and by admins. Your own jobs are in ${typed("list")}.`,
    buttons({ verb: "list", label: "My jobs" }, { verb: "whoami", label: "My labs" }),
  );
}

export function auditOfLabNotYours(pi: PiName): Message {
  return spoken(say`The audit of ${pi} is for its managers to read. Ask one of them.`);
}

export type AuditFile = AuditTitle & {
  name: string;
  rows: number;
  /** Older entries did not fit. Exclusive; as it is typed. */
  restUntil?: string;
};

export function auditFileSent({ title, name, rows }: AuditFile): Message {
  return spoken(
    say`The audit${title} is in your direct messages, as ${code(name)}: ${counted(rows, "entry").replace("entrys", "entries")}.`,
  );
}

/** Beside the file. */
export function auditFileComment({ title, rows, restUntil }: AuditFile): string {
  return toText(
    say`The audit${title}: ${counted(rows, "entry").replace("entrys", "entries")}, newest first. Times are UTC.${rest(restUntil)}`,
  );
}

/** Where Slack takes no file. */
export function auditFileNotTaken({ title }: AuditTitle): Message {
  return spoken(
    say`Slack takes no file from me here, so the audit${title} could not be sent. ${typed("audit")} without --csv shows it a page at a time; an admin can give the app the scope ${code("files:write")}.`,
  );
}

function rest(until: string | undefined): Prose | undefined {
  return until === undefined
    ? undefined
    : say` More did not fit into one file: the rest is ${code(`--until ${until}`)}.`;
}
