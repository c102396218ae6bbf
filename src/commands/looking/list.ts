import { draftIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { State } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { listPage } from "../../messages/job/list-page.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import {
  type ListInput,
  listAliases,
  listArgs,
  listAsks,
  listExamples,
  listImplies,
  listOptions,
} from "./list-options.ts";

export const list = command({
  verb: "list",
  aliases: listAliases,
  implies: listImplies,
  summary: "List your jobs, newest first, also those that AWS has forgotten",
  args: listArgs,
  options: listOptions,
  asks: listAsks,
  examples: listExamples,
  access: "see",
  run: (request, input) => page(request, cursorFor(input, request.nowMs)),
  steps: {
    more: async (request, { value }) => {
      const draft = await findDraft(request, value, "list");
      return draft === undefined ? toMe(draftGone("list")) : page(request, draft.body as Cursor);
    },
  },
});

/** What is listed, and from where on. */
type Cursor = {
  title: string;
  states?: readonly State[];
  queue?: string;
  name?: string;
  sinceMs?: number;
  before?: { submittedAtMs: number; id: SubmissionId };
};

async function page(request: Request, cursor: Cursor): Promise<Answer> {
  const { member, services, invocation } = request;
  const { title, ...query } = cursor;
  const mine = { pis: visiblePis(member, services.labs().pis.keys()), owner: member.id };
  const found = await services.store.jobs.list({ ...mine, ...query, limit: limits.listPage + 1 });
  const jobs = found.slice(0, limits.listPage);
  const last = jobs.at(-1);
  if (last === undefined || found.length <= limits.listPage) return toMe(listPage({ title, jobs }));
  const draft = draftIdOf(invocation.id, "more");
  const next: Cursor = { ...cursor, before: { submittedAtMs: last.submittedAtMs, id: last.id } };
  await saveDraft(request, draft, "list", next);
  return toMe(listPage({ title, jobs, more: { draft } }));
}

function cursorFor({ state, queue, name, since }: ListInput, nowMs: number): Cursor {
  const states = [...new Set((state ?? []).flat())];
  const sinceMs = since === undefined ? undefined : "agoMs" in since ? nowMs - since.agoMs : since.atMs;
  const parts = [
    states.length === 0 ? "Your jobs" : `Your ${states.join(" or ")} jobs`,
    ...(queue === undefined ? [] : [`in queue ${queue}`]),
    ...(name === undefined ? [] : [`named ${name}`]),
    ...(sinceMs === undefined
      ? []
      : [`since ${new Date(sinceMs).toISOString().slice(0, 16).replace("T", " ")} UTC`]),
  ];
  return {
    title: parts.join(" "),
    ...(states.length === 0 ? {} : { states }),
    ...(queue === undefined ? {} : { queue }),
    ...(name === undefined ? {} : { name }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
  };
}
