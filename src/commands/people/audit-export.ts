import type { MemberId } from "../../domain/ids.ts";
import {
  adminsOnly,
  personFileComment,
  personFileNotTaken,
  personFileSent,
} from "../../messages/people/person-file.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { allowAdmin } from "./about-person.ts";

/** All that the store knows of a person, for who has to tell them. */
export const auditExport = command({
  verb: "audit export",
  aliases: [],
  summary: "For admins: get all that is kept of a person, as a file",
  about:
    "A file (JSON) to your direct messages: roster, settings, jobs, what they shared, and their entries in the audit. Log text, environment values and what was typed are not in it.",
  args: { person: required(memberRef("Of whom.")) },
  options: {},
  examples: ["audit export <@U0JBLOW>"],
  access: "any",
  run: (request, { person }) => exportPerson(request, person),
});

async function exportPerson(request: Request, member: MemberId): Promise<Answer> {
  if (!(await allowAdmin(request, member))) return toMe(adminsOnly());
  const { services, nowMs } = request;
  const kept = await services.store.exportPerson(member);
  const tables = Object.values(kept);
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const at = new Date(nowMs).toISOString();
  const name = `batchmate-${member}-${at.slice(0, 10)}.json`;
  const isCut = tables.some((table) => table.isCut);
  const said = { person: await services.nameOf(member, member), name, rows, isCut };
  await note(request, services.store, { outcome: "done", detail: { deed: "exported", of: member, rows } });
  return {
    kind: "file",
    file: { name, title: name, content: JSON.stringify({ member, at, kept }, undefined, 1) },
    comment: personFileComment(said),
    said: personFileSent(said),
    instead: personFileNotTaken(said),
  };
}
