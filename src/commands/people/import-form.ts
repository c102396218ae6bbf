/** The table or the group, filled into a form. */
import type { PiName } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import { managedBy } from "../../domain/people/roster-import-line.ts";
import { readRosterTable } from "../../domain/people/roster-table.ts";
import { importForm } from "../../messages/people/import-form.ts";
import { importInstead } from "../../messages/people/import-mistakes.ts";
import { noLabToManage } from "../../messages/people/roster-list.ts";
import { type Answer, type FormErrors, type FormMistake, toMe } from "../answer.ts";
import type { FormQuestion, FormRead } from "../command.ts";
import { groupKind } from "../kinds/group-ref.ts";
import { sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import type { Suggestion } from "../typing/argument.ts";
import { prepareImport } from "./prepare-import.ts";
import { toStranger } from "./to-stranger.ts";

export async function openImport(request: Request): Promise<Answer> {
  const { member, services } = request;
  const managed = managedBy(member, services.labs());
  if (managed.length === 0)
    return member.memberships.length === 0 ? toStranger(request) : toMe(noLabToManage());
  const form = importForm({ table: "", group: "", hasLabs: managed.length > 1, whole: false });
  return toForm(request, { form, instead: importInstead() });
}

export async function readImport(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const { member, services } = request;
  const managed = managedBy(member, services.labs());
  const text = (key: string): string => (filled[key]?.[0] ?? "").trim();
  const [table, groupText, whole] = [text("table"), text("group"), text("whole") === "go"];
  const pi = managed.find((name) => name === text("pi")) ?? (managed.length === 1 ? managed[0] : undefined);
  const group = groupText === "" ? undefined : groupKind.read(groupText, "This");
  const mistakes = [...sourceMistakes(table, groupText), ...tableMistakes(table)];
  if (group?.ok === false) mistakes.push({ field: "group", what: plain(group.mistake) });
  if (groupText !== "" && pi === undefined) mistakes.push({ field: "pi", what: "Into which lab?" });
  if (mistakes.length === 0) {
    const wish = { pi, whole, role: undefined, table, group: group?.ok ? group.value : undefined };
    return { kind: "right", run: () => prepareImport(request, wish) };
  }
  const form = importForm({ table, group: groupText, pi, hasLabs: managed.length > 1, whole });
  return { kind: "form errors", mistakes, form: sameForm(request, form) };
}

function sourceMistakes(table: string, group: string): FormMistake[] {
  if (table === "" && group === "")
    return [{ field: "table", what: "Write the table here, or name a user group below." }];
  return table !== "" && group !== ""
    ? [{ field: "group", what: "A table or a group, not both: leave one of the two empty." }]
    : [];
}

/** What is wrong with single lines is shown with what the others would do. */
function tableMistakes(table: string): FormMistake[] {
  if (table === "") return [];
  const { mistakes, isUnreadable } = readRosterTable(table);
  const [first] = mistakes;
  return isUnreadable && first !== undefined ? [{ field: "table", what: plain(said(first)) }] : [];
}

function said({ row, column, what }: { row?: number; column?: string; what: string }): string {
  const place = [row === undefined ? "" : `row ${row}`, column === undefined ? "" : `column ${column}`];
  const where = place.filter((part) => part !== "").join(", ");
  return where === "" ? what : `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${what}`;
}

function plain(mistake: string): string {
  return mistake.replaceAll("`", "").replace(/^This: ./, (start) => start.slice(6).toUpperCase());
}

export async function suggestManaged(
  { services, member }: Request,
  { field, typed }: FormQuestion & { typed: string },
): Promise<readonly Suggestion[]> {
  if (field !== "pi") return [];
  const begun = typed.trim().toLowerCase();
  return managedBy(member, services.labs())
    .filter((pi) => pi.startsWith(begun))
    .toSorted()
    .slice(0, limits.importShown)
    .map((pi) => ({ value: pi as PiName, label: pi }));
}
