/** A table of people of which nothing can be taken, and why. */
import type { TableMistake } from "../../domain/submission/table.ts";
import { howCounted, mistakeList, mistakeWords } from "../submit/batch-mistakes.ts";
import { message, paragraph, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { code, joined, say, sentence } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

const nothing = say`Nothing was changed.`;

export function importMistakes(mistakes: readonly TableMistake[]): Message {
  const [only] = mistakes;
  if (only !== undefined && mistakes.length === 1)
    return spoken(joined([mistakeWords(only, "table"), nothing], " "));
  const count = say`${counted(mistakes.length, "thing")} are not right yet`;
  const first = mistakes.slice(0, 3).map((mistake) => mistakeWords(mistake, "table"));
  return message(
    joined([sentence(count), ...first, nothing], " "),
    paragraph(say`${count}:`),
    mistakeList({ mistakes, from: "table" }, 8_000),
    paragraph(joined([nothing, howCounted(mistakes, "table")], " ")),
  );
}

/** The app was installed without a scope that this needs. */
export function lacksScope(scope: "usergroups:read" | "users:read.email"): Message {
  return spoken(
    scope === "usergroups:read"
      ? say`Slack does not let me see who is in a user group, so nothing was changed: the Slack app lacks the scope ${code(scope)}. Until an admin adds it, import a table.`
      : say`Slack does not let me look people up by e-mail address, so nothing was changed: the Slack app lacks the scope ${code(scope)}. Until an admin adds it, write HutchNet IDs that are known here, or Slack ids.`,
  );
}

/** Where no form can be opened, in answer to a mention. */
export function importInstead(): Message {
  return spoken(
    say`Write the table on the lines below ${typed("access import")}, with a line of column names such as ${code("person,pi,role")}; or name a user group: ${typed("access import --pi peters-u --group @peters-lab")}`,
  );
}
