/** A table or a group of people on its way to what it would change. */
import type { PiName } from "../../domain/ids.ts";
import { isOwnChannel } from "../../domain/people/pi.ts";
import { managedBy } from "../../domain/people/roster-import-line.ts";
import { type RosterEntry, type RosterTable, readRosterTable } from "../../domain/people/roster-table.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import { toTrouble } from "../../domain/trouble.ts";
import { slackSilent } from "../../messages/people/access-asked.ts";
import { importMistakes, lacksScope } from "../../messages/people/import-mistakes.ts";
import { noLabToManage } from "../../messages/people/roster-list.ts";
import type { Message } from "../../messages/text/message.ts";
import { type Answer, toMe } from "../answer.ts";
import { groupKind } from "../kinds/group-ref.ts";
import type { Request } from "../request.ts";
import { quote } from "../typing/quote.ts";
import type { ImportOptions } from "./import-options.ts";
import { findLines, type PlacedEntry } from "./import-people.ts";
import { decideOverLabs, labToManage } from "./lab-to-manage.ts";
import { showImport } from "./show-import.ts";
import { toStranger } from "./to-stranger.ts";

export type ImportWish = ImportOptions & { table?: string | undefined };

export async function prepareImport(request: Request, wish: ImportWish): Promise<Answer> {
  const { member, services } = request;
  const managed = managedBy(member, services.labs());
  if (managed.length === 0 && wish.pi === undefined)
    return member.memberships.length === 0 ? toStranger(request) : toMe(noLabToManage());
  if (wish.pi !== undefined) {
    const lab = await labToManage(request, { pi: wish.pi as PiName, action: "let-in" });
    if ("answer" in lab) return lab.answer;
  }
  try {
    const read = await readPeople(request, wish);
    if (read.isUnreadable) return toMe(importMistakes(read.mistakes));
    return await place(request, wish, read);
  } catch (error) {
    return toMe(whySlackDidNot(request, wish, error));
  }
}

/** What Slack has told against it; anything else is trouble. */
function whySlackDidNot({ logger }: Request, { group }: ImportWish, error: unknown): Message {
  const trouble = toTrouble(error);
  if (trouble.vendor !== "slack") throw error;
  logger.warn({ err: error }, "Slack did not tell who the people of an import are");
  if (trouble.code === "missing_scope")
    return lacksScope(group === undefined ? "users:read.email" : "usergroups:read");
  return trouble.code === "plan_upgrade_required"
    ? importMistakes([
        {
          what: "This workspace has no user groups: Slack gives them to paid plans only. A table does the same.",
        },
      ])
    : slackSilent();
}

async function readPeople(request: Request, { table, group }: ImportWish): Promise<RosterTable> {
  if (group === undefined) return readRosterTable(table ?? "");
  const members = await request.services.membersOfGroup(group);
  const named = quote(groupKind.write(group));
  const what =
    members === undefined
      ? `There is no user group \`${named}\` here, or it is switched off: pick it from the list that Slack shows while you type.`
      : `The user group \`${named}\` is empty.`;
  if (members === undefined || members.length === 0)
    return { entries: [], mistakes: [{ what }], unread: [], isUnreadable: true };
  const entries = members.map((slack, at) => ({ row: at + 1, slack, isDefault: false }));
  return { entries, mistakes: [], unread: [], isUnreadable: false };
}

/** Which lab, and what there, where the lines do not say it. */
async function place(request: Request, wish: ImportWish, read: RosterTable): Promise<Answer> {
  const pi = wish.pi ?? impliedLab(request);
  const without = read.entries.filter((entry) => entry.pi === undefined);
  if (pi === undefined && without.length === read.entries.length && read.entries.length > 0)
    return toMe(importMistakes([{ what: whichLab(request, wish) }]));
  const placed = read.entries.flatMap((entry): PlacedEntry[] => {
    const lab = entry.pi ?? pi;
    return lab === undefined ? [] : [{ ...entry, pi: lab, ...roleOf(entry, wish) }];
  });
  await decideOverLabs(
    request,
    placed.map((entry) => entry.pi),
  );
  const nowhere = pi === undefined ? without.map(noLab) : [];
  const { lines, wrong, looked } = await findLines(request, placed);
  return showImport(request, {
    lines,
    wrong: [...read.mistakes, ...nowhere, ...wrong],
    isWhole: wish.whole,
    unread: read.unread,
    from: wish.group === undefined ? "table" : "group",
    looked,
  });
}

function roleOf(entry: RosterEntry, { role }: ImportWish) {
  const said = entry.role ?? role;
  return said === undefined ? {} : { role: said };
}

function noLab({ row }: RosterEntry): TableMistake {
  return {
    row,
    what: "The line names no lab: fill in the column `pi`, or say `--pi peters-u` for all that do not.",
  };
}

/** The lab of the channel, or the only one that the person manages. */
function impliedLab({ member, services, invocation }: Request): PiName | undefined {
  const labs = services.labs();
  const managed = managedBy(member, labs);
  const here = managed.find((name) => {
    const lab = labs.pis.get(name);
    return lab !== undefined && isOwnChannel(lab, invocation.where.channel);
  });
  return here ?? (managed.length === 1 ? managed[0] : undefined);
}

function whichLab({ member, services }: Request, { group }: ImportWish): string {
  const managed = managedBy(member, services.labs());
  const own = managed.length > 5 ? "" : `; yours are ${managed.map((name) => `\`${name}\``).join(", ")}`;
  const column = group === undefined ? " A column `pi` does the same for each line." : "";
  return `For which lab? Say it with \`--pi ${managed[0] ?? "peters-u"}\`${own}.${column}`;
}
