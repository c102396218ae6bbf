import type { ImportDeed } from "../../domain/people/roster-import.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";

export function importDone(deeds: readonly ImportDeed[]): Message {
  return spoken(
    say`${importCounts(deeds, "did")}. Whoever came in or was taken out, or has another role now, is told.`,
    buttons({ verb: "access list", label: "Who is in my labs" }),
  );
}

/** `3 people come into peters-u, 1 changes and 2 are taken out` */
export function importCounts(deeds: readonly ImportDeed[], tense: "would" | "did"): Prose {
  const labs = new Set(deeds.map(({ pi }) => pi));
  const [only] = labs;
  const where = labs.size === 1 ? `${only}` : `${grouped(labs.size)} labs`;
  const verbs = words[tense];
  const counts = (["add", "change", "remove"] as const).flatMap((does) => {
    const count = deeds.filter((deed) => deed.does === does).length;
    return count === 0 ? [] : [{ does, count }];
  });
  const parts = counts.map(({ does, count }, at): Prose => {
    const [one, many] = verbs[does];
    const who = at > 0 ? grouped(count) : count === 1 ? "1 person" : `${grouped(count)} people`;
    const place = at > 0 ? "" : ` ${prepositions[does]} ${where}`;
    return say`${who} ${count === 1 ? one : many}${place}`;
  });
  const last = parts.at(-1) ?? [];
  return parts.length < 2 ? last : joined([joined(parts.slice(0, -1), ", "), last], " and ");
}

const words = {
  would: { add: ["comes", "come"], change: ["changes", "change"], remove: ["is taken out", "are taken out"] },
  did: {
    add: ["came", "came"],
    change: ["was changed", "were changed"],
    remove: ["was taken out", "were taken out"],
  },
} as const;

const prepositions = { add: "into", change: "in", remove: "of" } as const;
