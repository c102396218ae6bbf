import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { readIndexes, writeIndexes } from "./indexes.ts";

/** How a person names a job. `indexes`: children of an array; `node`: of a multi-node job. */
export type JobRef =
  | { kind: "id"; id: string; indexes?: readonly number[]; node?: number }
  /** At least four signs that begin ids; a job may also be named like that. */
  | { kind: "start"; text: string; indexes?: readonly number[]; node?: number }
  | { kind: "name"; name: string; indexes?: readonly number[]; node?: number }
  /** A log stream; the group where a console link told it. */
  | { kind: "stream"; stream: string; group?: string };

/** An id, its first letters, a name, any of them with `:index`, a console link, an ARN, or a log stream. */
export function jobRef(about: string, details: Details<JobRef> = {}): One<JobRef> {
  return one(about, jobRefKind, details);
}

export const jobRefKind: Kind<JobRef> = { placeholder: "JOB", read: readJobRef, write: writeJobRef };

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const anywhere = new RegExp(`${uuid}(?:[:#][\\d,-]+)?`, "i");
const wholeId = new RegExp(`^${uuid}$`, "i");

function readJobRef(typed: string, part: string): Reading<JobRef> {
  const text = typed.replace(/^[`'"]+|[`'",;…]+$/g, "").replace(/^\*(.+)\*$/, "$1");
  if (/^https?:\/\//i.test(text)) return readLink(text, part);
  if (/^arn:aws[a-z-]*:batch:[a-z0-9-]*:\d*:job\//.test(text))
    return readId(text.replace(/^[^/]*\//, ""), part);
  if (text.includes("/")) return readStream(text, part);
  if (/^<?[@#]/.test(text)) {
    return {
      ok: false,
      mistake: `${part} is a ${text.includes("@") ? "person" : "channel"}, not a job; ${howToName}.`,
    };
  }
  return readId(text, part);
}

const howToName = "name one by its id, the first letters of its id, its name or its console link";

function readId(text: string, part: string): Reading<JobRef> {
  const [, base = "", sign, behind] = /^([^:#]*)(?:([:#])(.*))?$/s.exec(text) ?? [];
  const indexes = sign === ":" ? readIndexes(behind ?? "") : undefined;
  if (sign === ":" && indexes === undefined) {
    return {
      ok: false,
      mistake: `${part}: behind the colon goes the index in an array, such as \`${base}:7\` or \`${base}:3,17-21\`.`,
    };
  }
  if (sign === "#" && !/^\d{1,4}$/.test(behind ?? "")) {
    return {
      ok: false,
      mistake: `${part}: behind the # goes the number of a node, such as \`${base}#1\`.`,
    };
  }
  const which = {
    ...(indexes === undefined ? {} : { indexes }),
    ...(sign === "#" ? { node: Number(behind) } : {}),
  };
  if (wholeId.test(base)) return { ok: true, value: { kind: "id", id: base.toLowerCase(), ...which } };
  if (isStartOfId(base)) return { ok: true, value: { kind: "start", text: base.toLowerCase(), ...which } };
  if (/^[A-Za-z0-9][\w-]{0,127}$/.test(base))
    return { ok: true, value: { kind: "name", name: base, ...which } };
  if (base.includes("*")) {
    return { ok: false, mistake: `${part} names many jobs; \`/batch list --name '${base}'\` shows them.` };
  }
  if (base.includes(",")) return { ok: false, mistake: `${part}: put a space between jobs, not a comma.` };
  return { ok: false, mistake: `${part} is no name or id of a job; ${howToName}.` };
}

/** `xxxx` and longer, dashes at their places. */
function isStartOfId(text: string): boolean {
  const places = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return (
    text.length >= 4 &&
    text.length < places.length &&
    [...text].every((sign, at) => (places[at] === "-" ? sign === "-" : /[0-9a-f]/i.test(sign)))
  );
}

/** The console's pages on a job, and on its log stream. */
function readLink(link: string, part: string): Reading<JobRef> {
  const plain = decoded(decoded(link.replaceAll("$25", "%")));
  const [, group, stream] = /log-groups?\/(?:log-group\/)?([^$]+?)\/log-events\/([^?]+)/.exec(plain) ?? [];
  if (group !== undefined && stream !== undefined)
    return { ok: true, value: { kind: "stream", stream, group } };
  const [id] = /batch/i.test(plain) ? (anywhere.exec(plain) ?? []) : [];
  if (id !== undefined) return readId(id, part);
  return {
    ok: false,
    mistake: `${part} leads to no job: copy the link from the job's own page in the AWS Batch console.`,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Batch names streams `definition/default/task`. */
function readStream(text: string, part: string): Reading<JobRef> {
  if (/^[^\s:*]+\/[^\s:*/]+\/[\w-]{8,}$/.test(text) && text.length <= 512)
    return { ok: true, value: { kind: "stream", stream: text } };
  return {
    ok: false,
    mistake: `${part} is no job and no log stream; a stream is written \`align/default/0123…\`.`,
  };
}

function writeJobRef(ref: JobRef): string {
  if (ref.kind === "stream") {
    if (ref.group === undefined) return ref.stream;
    const [group, stream] = [encodeURIComponent(ref.group), encodeURIComponent(ref.stream)];
    return `https://console.aws.amazon.com/cloudwatch/home#logsV2:log-groups/log-group/${group}/log-events/${stream}`;
  }
  const base = ref.kind === "id" ? ref.id : ref.kind === "start" ? ref.text : ref.name;
  if (ref.node !== undefined) return `${base}#${ref.node}`;
  return ref.indexes === undefined ? base : `${base}:${writeIndexes(ref.indexes)}`;
}
