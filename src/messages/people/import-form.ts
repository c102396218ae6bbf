import type { PiName } from "../../domain/ids.ts";
import { quiet } from "../text/block.ts";
import { choiceField, type Form, searchField, textField } from "../text/form.ts";
import { bold, say } from "../text/prose.ts";

export const importTitle = "Import people";

export type ImportForm = {
  table: string;
  group: string;
  pi?: PiName | undefined;
  /** There are several to choose from. */
  hasLabs: boolean;
  whole: boolean;
};

/** Slack's, for one field. */
const importFieldLength = 3_000;

export function importForm({ table, group, pi, hasLabs, whole }: ImportForm): Form {
  return {
    title: importTitle,
    submit: "Show what changes",
    blocks: [
      textField({
        key: "table",
        label: "The table",
        placeholder: "person,role",
        hint: "First the names of the columns, such as person,role; below them a line for each: jblow@example.org,member. A person is an e-mail address, a HutchNet ID or a Slack id; pi and default may be columns too.",
        value: table,
        maxLength: importFieldLength,
        lines: true,
        optional: true,
      }),
      textField({
        key: "group",
        label: "Or a Slack user group",
        placeholder: "@peters-lab",
        value: group,
        maxLength: 100,
        optional: true,
      }),
      ...(hasLabs
        ? [
            searchField({
              key: "pi",
              label: "Lab",
              placeholder: "peters-u",
              hint: "Of lines that do not name one.",
              chosen: pi === undefined ? [] : [{ value: pi, label: pi }],
              optional: true,
            }),
          ]
        : []),
      choiceField({
        key: "whole",
        label: "Who is in the lab and not in the table",
        options: [
          { value: "stay", label: "stays" },
          { value: "go", label: "is taken out: it is the whole list" },
        ],
        chosen: whole ? "go" : "stay",
      }),
      quiet(
        say`Nothing changes yet: you see first what would. A longer table goes into a file: attach it to a message, and choose ${bold("Import this roster")} in the message's menu.`,
      ),
    ],
  };
}
