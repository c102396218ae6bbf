/** An entry of the audit as people read it. */

import type { MemberId } from "../../domain/ids.ts";
import type { AuditOutcome, SavedEntry } from "../../domain/people/audit.ts";
import { moment } from "../text/moment.ts";
import { bold, code, joined, type Prose, say } from "../text/prose.ts";
import { personName } from "./people.ts";

export type AuditNames = {
  nameOf(member: MemberId): string;
  /** What a job is called, where it is still kept. */
  jobNameOf(job: string): string | undefined;
};

/** `J. Blow: cancel align (3fa9c1d2) in peters-u, by a button: refused · noted today at 10:42` */
export function entryLine(entry: SavedEntry, names: AuditNames): Prose {
  const { atMs, member, via, verb, pi, outcome } = entry;
  const head = say`${bold(personName(names.nameOf(member)))}: ${verb}${aboutWords(entry, names)}${
    pi === undefined ? undefined : say` in ${pi}`
  }, ${doorWords[via] ?? via}: ${bold(outcomeWords[outcome])}`;
  return joined([head, detailWords(entry, names), say`${moment(atMs, "noted")}`], " · ");
}

export const outcomeWords: Readonly<Record<AuditOutcome, string>> = {
  allowed: "allowed",
  refused: "refused",
  done: "done",
  failed: "failed",
};

/** Through which door somebody came, or who has answered since. */
const doorWords: Readonly<Record<string, string>> = {
  slash: "typed",
  mention: "by a mention",
  button: "by a button",
  home: "in the Home tab",
  form: "in a form",
  shortcut: "from a message",
  aws: "answered by AWS",
  slack: "answered by Slack",
  user_change: "told by Slack",
  "labs file": "by the labs file",
};

function aboutWords({ job }: SavedEntry, { nameOf, jobNameOf }: AuditNames): Prose | undefined {
  if (job === undefined || job === "") return undefined;
  const [, person] = /^roster ([UWX][A-Z0-9]+)$/.exec(job) ?? [];
  if (person !== undefined) return say` of ${personName(nameOf(person as MemberId))}`;
  const name = jobNameOf(job);
  const short = /^[0-9a-f]{8}-/.test(job) ? job.slice(0, 8) : job;
  return name === undefined ? say` ${code(short, 60)}` : say` ${bold(name)} (${code(short, 60)})`;
}

/** What only machines put together, or is said already. */
const unsaid: ReadonlySet<string> = new Set(["invocation", "snippet", "wholeLog", "submission", "reference"]);

function detailWords({ detail, outcome }: SavedEntry, { nameOf }: AuditNames): Prose | undefined {
  const words = Object.entries(detail)
    .filter(
      ([key, value]) => !unsaid.has(key) && value !== "" && !(key === "action" && outcome === "allowed"),
    )
    .map(([key, value]) => say`${spaced(key)} ${isMember(value) ? personName(nameOf(value)) : value}`);
  return words.length === 0 ? undefined : joined(words, ", ");
}

/** `untilMs` → `until ms` */
function spaced(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An id of Slack's, or the name that stands in for one that was erased. */
export function isMember(value: string | number): value is MemberId {
  return typeof value === "string" && /^[UW][A-Z0-9]{4,20}$/.test(value);
}
