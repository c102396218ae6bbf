/** A person is to be erased: what goes, what stays and under which name is said before and after. */
import type { DraftId, MemberId, PiName } from "../../domain/ids.ts";
import { bullets, buttons, message, paragraph, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { bold, code, joined, type Prose, say, sentence } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { personName } from "./people.ts";

export type EraseQuestion = { draft: DraftId; name: string; pseudonym: MemberId };

export function eraseQuestion({ draft, name, pseudonym }: EraseQuestion): Message {
  const head = say`Erase what is kept of ${bold(personName(name))}? It can not be undone.`;
  return message(
    say`${head} ${goes} ${staysUnder(pseudonym)}`,
    paragraph(head),
    ...bullets([goes, staysUnder(pseudonym), elsewhere], 3_000).blocks,
    buttons({ verb: "audit erase", step: "confirm", label: "Erase", value: draft, style: "danger" }),
  );
}

const goes = say`Removed: their settings, what forms remember of them, drafts, requests, questions, yeses and their name.`;

const elsewhere = say`Not reached: messages in Slack, names and tags of their jobs in AWS, log lines that left this machine, and backups made before.`;

function staysUnder(pseudonym: MemberId): Prose {
  return say`Kept, as ${code(pseudonym)}: the lab's jobs and recipes, and the audit. Nobody can tell whose they were, but from the names of jobs, which begin with the HutchNet ID as AWS has them.`;
}

export type WhyNotErased =
  | { is: "in labs"; pis: readonly PiName[] }
  | { is: "in the labs file"; pis: readonly PiName[] }
  | { is: "asks to be let in"; pis: readonly PiName[] }
  | { is: "admin" }
  | { is: "has open jobs" };

export function notErased(name: string, why: WhyNotErased, person: MemberId): Message {
  return spoken(say`Nothing was erased: ${reason(bold(personName(name)), why, person)}`);
}

function reason(who: Prose[number], why: WhyNotErased, person: MemberId): Prose {
  switch (why.is) {
    case "in labs":
      return say`${who} is still in ${labs(why.pis)}. Take them out first: ${typed(`access remove ${person} ${why.pis[0] ?? ""}`)}`;
    case "in the labs file":
      return say`${who} stands in the labs file, under ${labs(why.pis)}, and would be let in again. Take them out of the file, and have it read again.`;
    case "asks to be let in":
      return say`${who} asks to be let into ${labs(why.pis)}. Answer that first.`;
    case "admin":
      return say`${who} is an admin. Take them out of BATCHMATE_ADMINS and start me anew first.`;
    case "has open jobs":
      return say`${who} has jobs that have not ended. Stop them, or wait for their end.`;
  }
}

function labs(pis: readonly PiName[]): Prose {
  const shown = pis.slice(0, 5).map((pi) => say`${pi}`);
  return say`${joined(shown, ", ")}${pis.length > 5 ? ` and ${pis.length - 5} more` : ""}`;
}

export type PersonErased = {
  pseudonym: MemberId;
  /** Rows by what they are. */
  removed: Readonly<Record<string, number>>;
  renamed: Readonly<Record<string, number>>;
};

export function personErased({ pseudonym, removed, renamed }: PersonErased): Message {
  const head = say`Erased. What was a lab's goes on as ${code(pseudonym)}`;
  const gone = say`Removed: ${amounts(removed)}`;
  const kept = say`Kept under that name: ${amounts(renamed)}`;
  return message(
    joined([head, gone, kept].map(sentence), " "),
    paragraph(sentence(head)),
    ...bullets([sentence(gone), sentence(kept), elsewhere], 6_000).blocks,
  );
}

function amounts(rows: Readonly<Record<string, number>>): Prose {
  const parts = Object.entries(rows).map(
    ([table, count]) => say`${counted(count, "row")} of ${tableWords[table] ?? table}`,
  );
  return parts.length === 0 ? say`nothing` : joined(parts, ", ");
}

const tableWords: Readonly<Record<string, string>> = {
  profiles: "names",
  standings: "what Slack says of them",
  roster: "the roster",
  roster_seeds: "the labs file as it was applied",
  access_requests: "requests to be let in",
  member_settings: "settings",
  form_values: "what forms remember",
  watchers: "jobs they watched",
  gathered: "mornings",
  live_followers: "logs they followed",
  standing_yeses: "standing yeses",
  invocations: "commands",
  notices: "posts",
  child_stops: "stops",
  snippets: "shared pieces of logs",
  whole_logs: "logs as files",
  channel_settings: "settings of channels",
  job_settings: "settings of jobs",
  live_logs: "live logs",
  audit: "the audit",
};
