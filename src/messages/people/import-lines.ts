/** What an import would do to whom, a line for each; and what of it is not right. */
import type { MemberId } from "../../domain/ids.ts";
import type { ImportDeed } from "../../domain/people/roster-import.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import { mistakeWords } from "../submit/batch-mistakes.ts";
import { bold, code, joined, type Prose, say, sentence, withCode } from "../text/prose.ts";
import { personName } from "./people.ts";

/** `about`: of whom the line speaks, where that is known. */
export type ImportItem = { deed: ImportDeed } | { mistake: TableMistake; about?: MemberId };

export type ImportFrom = "table" | "group";

type Named = { nameOf(member: MemberId): string; hasPi: boolean; from: ImportFrom };

export function itemWords(item: ImportItem, named: Named): Prose {
  return "deed" in item ? deedWords(item.deed, named) : wrongWords(item, named);
}

function deedWords({ member, pi, ...deed }: ImportDeed, { nameOf, hasPi }: Named): Prose {
  const name = bold(personName(nameOf(member)));
  const lab = hasPi ? say`${pi}` : undefined;
  switch (deed.does) {
    case "add": {
      const { hutchnet, role, isDefault } = deed.becomes;
      return joined(
        [
          say`${name} ${code(hutchnet, 60)}`,
          lab,
          role === "manager" ? say`as a manager` : undefined,
          isDefault ? say`their default` : undefined,
        ],
        " · ",
      );
    }
    case "change": {
      const { was, becomes } = deed;
      return joined(
        [
          say`${name} ${code(becomes.hutchnet, 60)}`,
          lab,
          was.role === becomes.role
            ? undefined
            : becomes.role === "manager"
              ? say`becomes a manager`
              : say`is a member, and no manager any more`,
          was.hutchnet === becomes.hutchnet ? undefined : say`HutchNet ID was ${code(was.hutchnet, 60)}`,
          was.isDefault === becomes.isDefault ? undefined : say`becomes their default`,
        ],
        " · ",
      );
    }
    case "remove":
      return joined(
        [
          say`${name} ${code(deed.was.hutchnet, 60)}`,
          lab,
          deed.was.role === "manager" ? say`manager` : undefined,
        ],
        " · ",
      );
  }
}

/** In a group nobody has a row. */
function wrongWords(
  { mistake, about }: { mistake: TableMistake; about?: MemberId },
  { nameOf, from }: Named,
): Prose {
  const name = about === undefined ? undefined : bold(personName(nameOf(about)));
  if (from === "group" && name !== undefined) return say`${name}: ${sentence(withCode(mistake.what))}`;
  const words = mistakeWords(mistake, "table");
  return name === undefined ? words : say`${words} (${name})`;
}
