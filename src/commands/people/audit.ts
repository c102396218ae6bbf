import { draftIdOf } from "../../domain/derived-ids.ts";
import type { MemberId, PiName, SubmissionId } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import type { AuditPlace, AuditQuery, SavedEntry } from "../../domain/people/audit.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { auditPage } from "../../messages/people/audit-page.ts";
import { isMember } from "../../messages/people/audit-words.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { auditFile } from "./audit-file.ts";
import { auditArgs, auditExamples, auditOptions } from "./audit-options.ts";
import { type AuditView, queryFor, viewFor } from "./audit-view.ts";

/** Who asked for what, and what came of it. Whoever reads it stands in it. */
export const audit = command({
  verb: "audit",
  aliases: ["auditlog", "trail"],
  summary: "See who did what in your lab, and what was refused",
  about:
    "For managers of their own labs, for admins of all. Each entry says who, through which door, what verb on which job under which PI, whether it was allowed, and what came of it; log text and environment values are never in it. `--csv` sends all of it as a file.",
  args: auditArgs,
  options: auditOptions,
  examples: auditExamples,
  access: "audit",
  run: async (request, input) => {
    const view = await viewFor(request, input);
    return input.csv ? file(request, view) : page(request, { view });
  },
  steps: {
    earlier: async (request, { value }) => {
      const draft = await findDraft(request, value, "audit page");
      return draft ? page(request, draft.body as Cursor) : toMe(draftGone("audit"));
    },
    file: async (request, { value }) => {
      const draft = await findDraft(request, value, "audit file");
      return draft ? file(request, draft.body as AuditView) : toMe(draftGone("audit"));
    },
  },
});

type Cursor = { view: AuditView; before?: AuditPlace };

async function page(request: Request, { view, before }: Cursor): Promise<Answer> {
  const asked = await queryFor(request, view);
  if ("answer" in asked) return asked.answer;
  const { query } = asked;
  const from = before === undefined ? {} : { before };
  const found = await request.services.store.audit.list(query, { ...from, limit: limits.auditPage + 1 });
  const entries = found.slice(0, limits.auditPage);
  await noteRead(request, query, entries.length);
  const last = found.length > limits.auditPage ? entries.at(-1) : undefined;
  const { invocation } = request;
  const [earlier, whole] = [draftIdOf(invocation.id, "earlier"), draftIdOf(invocation.id, "file")];
  if (last !== undefined) {
    const next: Cursor = { view, before: { atMs: last.atMs, seq: last.seq } };
    await saveDraft(request, earlier, "audit page", next);
  }
  const isFirst = before === undefined;
  if (isFirst) await saveDraft(request, whole, "audit file", view);
  return toMe(
    auditPage({
      title: view.title,
      entries,
      isFirst,
      ...(last === undefined ? {} : { earlier }),
      ...(isFirst ? { file: whole } : {}),
      ...(await namesIn(request, entries)),
    }),
  );
}

async function file(request: Request, view: AuditView): Promise<Answer> {
  const asked = await queryFor(request, view);
  if ("answer" in asked) return asked.answer;
  const { answer, rows } = await auditFile(request, asked.query, view.title);
  await noteRead(request, asked.query, rows, "file");
  return answer;
}

/** Reading it is a reading too. */
function noteRead(request: Request, query: AuditQuery, entries: number, as = "page"): Promise<void> {
  const [pi, another] = query.pis ?? [];
  return note(request, request.services.store, {
    ...(pi === undefined || another !== undefined ? {} : { pi }),
    outcome: "done",
    detail: {
      deed: as === "file" ? "read as a file" : "read",
      entries,
      ...(query.member === undefined ? {} : { of: query.member }),
      ...(query.verb === undefined ? {} : { only: query.verb }),
    },
  });
}

async function namesIn({ services }: Request, entries: readonly SavedEntry[]) {
  const people = new Map<MemberId, string>();
  const jobs = new Map<string, string>();
  for (const { member, job, pi, detail } of entries) {
    const about = /^roster (\S+)$/.exec(job ?? "")?.[1];
    for (const each of [member, about ?? "", ...Object.values(detail)])
      if (isMember(each) && !people.has(each)) people.set(each, await services.nameOf(each, each));
    if (job !== undefined && pi !== undefined && !jobs.has(job)) {
      const name = await jobNameOf(services.store.jobs, { job, pi });
      if (name !== undefined) jobs.set(job, name);
    }
  }
  return {
    nameOf: (member: MemberId) => people.get(member) ?? member,
    jobNameOf: (job: string) => jobs.get(job),
  };
}

/** Only as a job of the lab under which the entry stands. */
async function jobNameOf(
  jobs: Request["services"]["store"]["jobs"],
  { job, pi }: { job: string; pi: PiName },
): Promise<string | undefined> {
  if (/^s_[0-9a-f]{20}$/.test(job)) {
    const own = await jobs.get(job as SubmissionId);
    return own?.pi === pi ? own.name : undefined;
  }
  if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(job)) return undefined;
  const [found] = await jobs.find({ pis: [pi], idStart: job, limit: 1 });
  return found?.name;
}
