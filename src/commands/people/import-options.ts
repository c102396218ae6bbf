/** What may stand beside a table of people. */
import type { Grammar, ValuesOf } from "../command.ts";
import { groupRef } from "../kinds/group-ref.ts";
import { piName } from "../kinds/names.ts";
import { oneOf } from "../kinds/text.ts";
import { flag } from "../typing/declare-argument.ts";

export const importOptions = {
  pi: piName("The lab of lines that do not name one."),
  group: groupRef("The people of a Slack user group, instead of a table."),
  role: oneOf("What they are there, where their line does not say it.", ["member", "manager"]),
  whole: flag(
    "It is the whole list of its labs: who is in one of them and does not stand in it is taken out.",
    { aliases: ["complete", "replace", "all"] },
  ),
};

export type ImportOptions = ValuesOf<typeof importOptions>;

export const importGrammar = {
  verb: "access import",
  aliases: ["access load", "access sync"],
  summary: "Bring many people into your labs at once, from a table or a Slack user group",
  about:
    "Alone it opens a form. Behind it, on the lines below, may stand a table with a line of column names: `person` (an e-mail address, a HutchNet ID or a Slack id), and where you like `pi`, `role` and `default`. A table in a file: attach it to a message, and choose *Import this roster* in the message's menu. What would change is shown before anything does; nobody is taken out unless you say with `--whole` that it is the whole list. For the lab's managers, and admins.".replaceAll(
      "*",
      "",
    ),
  args: {},
  options: importOptions,
  examples: [
    "access import",
    "access import --pi peters-u --group @peters-lab",
    "access import --pi peters-u --whole --group @peters-lab",
  ],
} satisfies Grammar;
