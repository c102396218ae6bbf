import { draftIdOf } from "../../domain/derived-ids.ts";
import type { MemberId, PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { may } from "../../domain/people/access.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { noLabToManage, rosterList } from "../../messages/people/roster-list.ts";
import type { RosterRow } from "../../store/roster.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { piName } from "../kinds/names.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { labToManage } from "./lab-to-manage.ts";
import { toStranger } from "./to-stranger.ts";

/** Who is in the labs that a person manages, and who asks to be. */
export const accessList = command({
  verb: "access list",
  aliases: ["access", "roster", "members"],
  summary: "See who is in your lab, and who asks to be let in",
  about:
    "For managers of their labs, for admins of all. `access add`, `remove` and `import` change it, `access default` chooses your own default, and `access request` asks to be let in.",
  args: { pi: piName("The lab; without it, all that you manage.") },
  options: {},
  examples: ["access list", "access list peters-u"],
  access: "roster",
  run: async (request, { pi }): Promise<Answer> => {
    if (pi === undefined) return listAll(request);
    const managed = await labToManage(request, { pi: pi as PiName, action: "roster" });
    return "answer" in managed ? managed.answer : show(request, { pis: [managed.lab.name], from: 0 });
  },
  steps: { page: (request, { value }) => nextPage(request, value) },
});

/** Whoever manages none is told so; who is in none, how to get into one. */
async function listAll(request: Request): Promise<Answer> {
  const { member, services } = request;
  const labs = [...services.labs().pis.values()].filter((pi) => may(member, "roster", { pi }).allowed);
  if (labs.length === 0) return member.memberships.length === 0 ? toStranger(request) : toMe(noLabToManage());
  return show(request, { pis: labs.map(({ name }) => name), from: 0 });
}

/** Which labs, and how many people were shown before. */
type Page = { pis: readonly PiName[]; from: number };

async function nextPage(request: Request, value: string): Promise<Answer> {
  const draft = await findDraft(request, value, "roster page");
  if (draft === undefined) return toMe(draftGone("access list"));
  const { pis, from } = draft.body as Page;
  const { member, services } = request;
  const mine = pis.filter((name) => {
    const pi = services.labs().pis.get(name);
    return pi !== undefined && may(member, "roster", { pi }).allowed;
  });
  return mine.length === 0 ? toMe(noLabToManage()) : show(request, { pis: mine, from });
}

async function show(request: Request, { pis, from }: Page): Promise<Answer> {
  const { services, member, invocation } = request;
  const { roster, accessRequests } = services.store;
  const all = await roster.ofPis(pis);
  const rows = all.slice(from, from + limits.rosterPage);
  const left = all.length - from - rows.length;
  const waiting = from > 0 ? [] : await accessRequests.openIn(pis, limits.rosterPage);
  const others = waiting.filter((each) => each.member !== member.id);
  const names = await namesOf(request, [...rows, ...others]);
  await note(request, services.store, {
    ...(pis.length === 1 && pis[0] !== undefined ? { pi: pis[0] } : {}),
    outcome: "done",
    detail: { deed: "listed", labs: pis.length },
  });
  const draft = draftIdOf(invocation.id, "next page");
  if (left > 0)
    await saveDraft(request, draft, "roster page", { pis, from: from + rows.length } satisfies Page);
  const nameOf = (id: MemberId) => names.get(id) ?? "";
  return toMe(
    rosterList({
      pis,
      lines: rows.map((row) => ({ ...row, name: nameOf(row.member) })),
      ...(left > 0 ? { more: { draft, left } } : {}),
      waiting: others,
      nameOf,
    }),
  );
}

async function namesOf(
  { services }: Request,
  people: readonly Pick<RosterRow, "member" | "hutchnet">[],
): Promise<Map<MemberId, string>> {
  const names = new Map<MemberId, string>();
  for (const { member, hutchnet } of people) names.set(member, await services.nameOf(member, hutchnet));
  return names;
}
