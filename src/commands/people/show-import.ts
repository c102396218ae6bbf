/** What an import would change, shown before it does. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId, MemberId, PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import {
  type ImportDeed,
  type ImportLine,
  type ImportPlan,
  type PeopleLooked,
  planImport,
  type ToImport,
} from "../../domain/people/roster-import.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import type { ImportFrom, ImportItem } from "../../messages/people/import-lines.ts";
import { importPreview, itemsThatFit } from "../../messages/people/import-preview.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";

/** What was shown, and what it was made of. */
export type ImportDraft = ToImport & {
  unread: readonly string[];
  from: ImportFrom;
  plan: ImportPlan;
  isAnew: boolean;
};

type ToShow = Omit<ImportDraft, "plan" | "isAnew"> & { looked: PeopleLooked };

export async function showImport(request: Request, { looked, ...toImport }: ToShow): Promise<Answer> {
  const plan = await planNow(request, toImport, looked);
  return showPlan(request, { ...toImport, plan, isAnew: false });
}

/** The roster as it is at this moment. */
export async function planNow(
  { services, member }: Request,
  toImport: ToImport,
  looked: PeopleLooked,
): Promise<ImportPlan> {
  const { roster } = services.store;
  const { lines } = toImport;
  const pis = [...new Set(lines.map(({ pi }) => pi as PiName))];
  const members = [...new Set(lines.map((line) => line.member))];
  const places = await roster.ofPis(pis);
  const others = (await roster.ofMembers(members)).filter(({ pi }) => !pis.includes(pi));
  const ids = [...new Set([...lines.flatMap(({ hutchnet }) => hutchnet ?? []), ...suggested(lines, looked)])];
  const hutchnets = new Map<string, MemberId[]>();
  for (const { hutchnet, member: whose } of await roster.withHutchnets(ids))
    hutchnets.set(hutchnet, [...(hutchnets.get(hutchnet) ?? []), whose]);
  return planImport(toImport, {
    by: member,
    labs: services.labs(),
    roster: [...places, ...others],
    looked,
    hutchnets,
  });
}

function suggested(lines: readonly ImportLine[], looked: PeopleLooked): string[] {
  return lines.flatMap(({ member }) => looked.get(member)?.hutchnet ?? []);
}

export async function showPlan(request: Request, body: ImportDraft): Promise<Answer> {
  const draft = draftIdOf(request.invocation.id, "import");
  await saveDraft(request, draft, "import", body);
  return showPage(request, body, { of: draft, before: 0 });
}

/** Of which import, and how many lines were shown before. */
type Page = { of: DraftId; before: number };

export async function nextPage(request: Request, value: string): Promise<Answer> {
  const page = await findDraft(request, value, "import page");
  const body = page?.body as Page | undefined;
  const shown = body && (await findDraft(request, body.of, "import"));
  if (body === undefined || shown === undefined) return toMe(draftGone("access import"));
  return showPage(request, shown.body as ImportDraft, body);
}

async function showPage(request: Request, body: ImportDraft, { of, before }: Page): Promise<Answer> {
  const { plan, from, unread, isAnew } = body;
  const all = itemsOf(body);
  const rest = all.slice(before, before + limits.importShown);
  const nameOf = await namesFor(request, rest);
  const items = rest.slice(0, itemsThatFit(rest, { nameOf, from }));
  const shown = before + items.length;
  const next = shown < all.length ? draftIdOf(request.invocation.id, "import page") : undefined;
  if (next !== undefined) await saveDraft(request, next, "import page", { of, before: shown } satisfies Page);
  const page = { before, all: all.length, ...(next === undefined ? {} : { next }) };
  return toMe(importPreview({ plan, items, page, from, unread, isAnew, draft: of, nameOf }));
}

function itemsOf({ plan, lines }: ImportDraft): ImportItem[] {
  const order: ImportDeed["does"][] = ["add", "change", "remove"];
  const deeds = order.flatMap((does) => plan.deeds.filter((deed) => deed.does === does));
  return [
    ...deeds.map((deed) => ({ deed })),
    ...plan.mistakes.map((mistake) => {
      const about = lines.find(({ row }) => row === mistake.row)?.member;
      return { mistake, ...(about === undefined ? {} : { about }) };
    }),
  ];
}

async function namesFor(
  { services }: Request,
  items: readonly ImportItem[],
): Promise<(member: MemberId) => string> {
  const names = new Map<MemberId, string>();
  for (const item of items) {
    const member = "deed" in item ? item.deed.member : item.about;
    if (member === undefined || names.has(member)) continue;
    names.set(member, await services.nameOf(member, "deed" in item ? hutchnetIn(item.deed) : member));
  }
  return (member) => names.get(member) ?? "";
}

function hutchnetIn(deed: ImportDeed): string {
  return deed.does === "remove" ? deed.was.hutchnet : deed.becomes.hutchnet;
}
