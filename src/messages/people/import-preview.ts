/** What an import would change, before it does: who comes in, who changes, who is taken out, and which lines are not right. */
import type { DraftId, MemberId } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import type { ImportPlan } from "../../domain/people/roster-import.ts";
import { howCounted } from "../submit/batch-mistakes.ts";
import { bullets, buttons, message, paragraph, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted, grouped } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";
import { importCounts } from "./import-done.ts";
import { type ImportFrom, type ImportItem, itemWords } from "./import-lines.ts";

export type ImportPreview = {
  plan: ImportPlan;
  /** Of this page. */
  items: readonly ImportItem[];
  page: { before: number; all: number; next?: DraftId };
  from: ImportFrom;
  /** Columns that were not read. */
  unread: readonly string[];
  /** It was shown before, and is another now. */
  isAnew: boolean;
  draft: DraftId;
  nameOf(member: MemberId): string;
};

export function importPreview(preview: ImportPreview): Message {
  const { plan, page, draft } = preview;
  const head = joined([preview.isAnew ? changedSince : undefined, headOf(plan)], " ");
  const count = plan.deeds.length;
  const label = `Apply ${counted(count, "change")}`;
  const hasGone = plan.deeds.some(({ does }) => does === "remove");
  return message(
    head,
    paragraph(
      page.before === 0
        ? head
        : say`Lines ${grouped(page.before + 1)} to ${grouped(page.before + preview.items.length)} of ${grouped(page.all)}:`,
    ),
    sections(preview),
    notes(preview, label).map(quiet),
    buttons(
      count === 0
        ? undefined
        : {
            verb: "access import",
            step: "apply",
            label,
            value: draft,
            style: hasGone ? "danger" : "primary",
          },
      page.next && { verb: "access import", step: "page", label: "Next page", value: page.next },
    ),
  );
}

const changedSince = say`The roster has changed since this was shown, so nothing was done.`;

function headOf({ deeds, same, mistakes }: ImportPlan): Prose {
  const wrong =
    mistakes.length === 0
      ? undefined
      : say`${counted(mistakes.length, "thing")} ${mistakes.length === 1 ? "is" : "are"} not right.`;
  if (deeds.length === 0) {
    const there =
      same === 0
        ? undefined
        : say`${people(same)} ${same === 1 ? "is" : "are"} on the roster already as it says.`;
    return joined([say`There is nothing to change.`, there, wrong], " ");
  }
  return joined([say`${importCounts(deeds, "would")}.`, say`Nothing was changed yet.`, wrong], " ");
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${grouped(count)} people`;
}

const titles = { add: "Come in", change: "Change", remove: "Are taken out", wrong: "Not right" } as const;

function sections({ plan, items, from, nameOf }: ImportPreview) {
  const hasPi = new Set(plan.deeds.map(({ pi }) => pi)).size > 1;
  const kindOf = (item: ImportItem) => ("deed" in item ? item.deed.does : "wrong");
  return (Object.keys(titles) as (keyof typeof titles)[]).flatMap((kind) => {
    const mine = items.filter((item) => kindOf(item) === kind);
    if (mine.length === 0) return [];
    const words = mine.map((item) => itemWords(item, { nameOf, hasPi, from }));
    return [paragraph(say`${bold(titles[kind])}`), ...bullets(words, importPageRoom).blocks];
  });
}

/** Of what a message holds, for the lines of one page. */
const importPageRoom = 8_500;

/** So many of these fit on a page. */
export function itemsThatFit(
  items: readonly ImportItem[],
  named: Pick<ImportPreview, "nameOf" | "from">,
): number {
  const words = items.slice(0, limits.importShown).map((item) => itemWords(item, { ...named, hasPi: true }));
  return words.length - bullets(words, importPageRoom).left;
}

function notes({ plan, from, unread }: ImportPreview, label: string): Prose[] {
  const { deeds, same, mistakes, headless, isHeldBack } = plan;
  const said = [
    isHeldBack
      ? say`Nobody is taken out while lines are not right: one of them may be who stays.`
      : undefined,
    mistakes.length > 0 && deeds.length > 0
      ? say`${bold(label)} leaves out what is not right; or put it right and import it again.`
      : undefined,
    from === "table" ? howCounted(mistakes, "table") : undefined,
    ...headless.map((pi) => say`${pi} would have no manager then: admins are asked in its place.`),
    same > 0 && deeds.length > 0
      ? say`${people(same)} ${same === 1 ? "is" : "are"} on the roster already as it says.`
      : undefined,
    unread.length > 0
      ? say`Not read: ${counted(unread.length, "column").replace(/^[\d,]+ /, "")} ${unread.join(", ")}.`
      : undefined,
  ];
  return [joined(said, " ")].filter((prose) => prose.length > 0);
}
