/** All that is kept of a person, as a file for an admin. */
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { toText } from "../text/mrkdwn.ts";
import { counted } from "../text/numbers.ts";
import { bold, code, say } from "../text/prose.ts";
import { personName } from "./people.ts";

export type PersonFile = {
  /** Of the person. */
  person: string;
  /** Of the file. */
  name: string;
  rows: number;
  isCut: boolean;
};

export function personFileSent({ person, name, rows }: PersonFile): Message {
  return spoken(
    say`What I keep of ${bold(personName(person))} is in your direct messages, as ${code(name)}: ${counted(rows, "row")}.`,
  );
}

/** Beside the file. */
export function personFileComment({ person, rows, isCut }: PersonFile): string {
  const cut = isCut ? say` Of what is very much, the newest: the file says where.` : undefined;
  return toText(
    say`What I keep of ${personName(person)}: ${counted(rows, "row")}. Log text, environment values and what was typed are not in it.${cut} It is about a person: keep it no longer than it is needed.`,
  );
}

/** Where Slack takes no file. */
export function personFileNotTaken({ person }: PersonFile): Message {
  return spoken(
    say`Slack takes no file from me here, so what I keep of ${bold(personName(person))} could not be sent. The app needs the scope ${code("files:write")}.`,
  );
}

export function adminsOnly(): Message {
  return spoken(
    say`What is kept of a person is for the admins to export or erase. Ask them with ${code("/batch ask")}.`,
  );
}
