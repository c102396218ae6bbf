import { draftIdOf } from "../../domain/derived-ids.ts";
import type { MemberId, SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { State } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { listPage } from "../../messages/job/list-page.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { stateWords } from "../kinds/job-states.ts";
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
import { allowedToSee, answerToUnknownRun, runMeant } from "./run-meant.ts";

export const list = command({
  verb: "list",
  aliases: listAliases,
  implies: listImplies,
  summary: "List your jobs or those of a run, newest first, also those that AWS has forgotten",
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
  run?: string;
  /** Of a run, also those of others in the lab. */
  everybody?: true;
  sinceMs?: number;
  before?: { submittedAtMs: number; id: SubmissionId };
};

async function page(request: Request, cursor: Cursor): Promise<Answer> {
  const { member, services, invocation } = request;
  const { title, everybody, run: named, ...query } = cursor;
  const pis = visiblePis(member, services.labs().pis.keys());
  const run = named === undefined ? undefined : runMeant(request, named);
  const whose = everybody ? {} : { owner: member.id };
  const found = await services.store.jobs.list({
    pis,
    ...whose,
    ...query,
    ...(run && { run }),
    limit: limits.listPage + 1,
  });
  const jobs = await allowedToSee(request, found.slice(0, limits.listPage));
  const last = found.slice(0, limits.listPage).at(-1);
  const unknown = run && last === undefined ? await answerToUnknownRun(request, run, pis) : undefined;
  if (unknown !== undefined) return unknown;
  const shown = { title, jobs, ...(everybody ? { owners: await ownersOf(request, jobs) } : {}) };
  if (last === undefined || found.length <= limits.listPage) return toMe(listPage(shown));
  const draft = draftIdOf(invocation.id, "more");
  const next: Cursor = { ...cursor, before: { submittedAtMs: last.submittedAtMs, id: last.id } };
  await saveDraft(request, draft, "list", next);
  return toMe(listPage({ ...shown, more: { draft } }));
}

/** Those of others, by their names. */
async function ownersOf(
  { member, services }: Request,
  jobs: readonly Job[],
): Promise<ReadonlyMap<MemberId, string>> {
  const others = new Map(jobs.filter(({ owner }) => owner !== member.id).map((job) => [job.owner, job]));
  const named = [...others.values()].map(
    async ({ owner, hutchnet }) => [owner, await services.nameOf(owner, hutchnet)] as const,
  );
  return new Map(await Promise.all(named));
}

function cursorFor({ state, queue, name, run, mine, since }: ListInput, nowMs: number): Cursor {
  const states = [...new Set((state ?? []).flat())];
  const sinceMs = since === undefined ? undefined : "agoMs" in since ? nowMs - since.agoMs : since.atMs;
  const isOfAll = run !== undefined && !mine;
  const words = [...(isOfAll ? [] : ["your"]), ...(states.length === 0 ? [] : [stateWords(states)]), "jobs"];
  const parts = [
    words.join(" ").replace(/^./, (first) => first.toUpperCase()),
    ...(run === undefined ? [] : [`of run ${run}`]),
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
    ...(run === undefined ? {} : { run }),
    ...(isOfAll ? { everybody: true as const } : {}),
    ...(sinceMs === undefined ? {} : { sinceMs }),
  };
}
