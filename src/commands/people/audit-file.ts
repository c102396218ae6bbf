/** The audit as a table for a spreadsheet: read a little at a time, and only so much of it. */

import { limits } from "../../domain/limits.ts";
import type { AuditPlace, AuditQuery, SavedEntry } from "../../domain/people/audit.ts";
import { auditFileComment, auditFileNotTaken, auditFileSent } from "../../messages/people/audit-page.ts";
import { csvLine } from "../../messages/text/csv.ts";
import type { Answer } from "../answer.ts";
import type { Request } from "../request.ts";

const columns = ["time", "entry", "member", "door", "verb", "pi", "job", "outcome", "detail"];

export async function auditFile(
  { services, nowMs }: Request,
  query: AuditQuery,
  title: string,
): Promise<{ answer: Answer; rows: number }> {
  const pages: string[] = [csvLine(columns)];
  let [rows, bytes] = [0, 0];
  let last: SavedEntry | undefined;
  let isCut = false;
  for (let isMore = true; isMore; ) {
    const entries = await services.store.audit.list(query, { ...after(last), limit: limits.auditRead });
    const page = entries.map(lineOf).join("");
    bytes += Buffer.byteLength(page);
    isCut =
      bytes > limits.auditFileBytes || (rows + entries.length > limits.auditFileRows && last !== undefined);
    isMore = entries.length === limits.auditRead && !isCut;
    if (isCut) break;
    pages.push(page);
    rows += entries.length;
    last = entries.at(-1) ?? last;
  }
  const name = `batchmate-audit-${new Date(nowMs).toISOString().slice(0, 10)}.csv`;
  const restUntil = isCut && last !== undefined ? { restUntil: new Date(last.atMs).toISOString() } : {};
  const file = { title, name, rows, ...restUntil };
  return {
    rows,
    answer: {
      kind: "file",
      file: { name, title: name, content: pages.join("") },
      comment: auditFileComment(file),
      said: auditFileSent(file),
      instead: auditFileNotTaken(file),
    },
  };
}

function after(last: AuditPlace | undefined): { before?: AuditPlace } {
  return last === undefined ? {} : { before: { atMs: last.atMs, seq: last.seq } };
}

function lineOf({ atMs, seq, member, via, verb, pi, job, outcome, detail }: SavedEntry): string {
  const time = new Date(atMs).toISOString();
  return csvLine([time, seq, member, via, verb, pi, job, outcome, JSON.stringify(detail)]);
}
