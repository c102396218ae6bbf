import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId } from "../../domain/ids.ts";
import { isDraftId } from "../../domain/invocation.ts";
import type { Draft } from "../../store/drafts.ts";
import type { Request } from "../request.ts";

/** A line ready to be run at a press: a correction, the same for another lab, for one of several jobs, or for the next of many. */
export type LineDraft = { verb: string; text: string };

/** Steps that run such a line, whatever the verb. */
export const lineSteps: ReadonlySet<string> = new Set(["corrected", "pi", "pick", "next"]);

export async function saveLine(request: Request, name: string, body: LineDraft): Promise<DraftId> {
  const id = draftIdOf(request.invocation.id, name);
  await saveDraft(request, id, "line", body);
  return id;
}

/** Resumed after a crash, the same request makes the same draft: the first one stands. */
export async function saveDraft(request: Request, id: DraftId, kind: string, body: unknown): Promise<void> {
  const { services, member, nowMs } = request;
  await services.store.drafts.save({ id, member: member.id, kind, body, createdAtMs: nowMs });
}

/** The draft that a button carries, if it is this person's, still kept, and one of what the button is for. */
export async function findDraft(
  { services, member }: Request,
  value: string,
  ...kinds: readonly [string, ...string[]]
): Promise<Draft | undefined> {
  const draft = isDraftId(value) ? await services.store.drafts.find(value, member.id) : undefined;
  return draft !== undefined && kinds.includes(draft.kind) ? draft : undefined;
}
