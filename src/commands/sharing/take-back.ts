import type { SnippetId } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import type { Snippet } from "../../domain/logs/snippet.ts";
import { notYoursToTakeBack, snippetTaken, snippetUnknown } from "../../messages/sharing/snippet-taken.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import type { Request } from "../request.ts";

/** What somebody shared is to go: they may, and who is in charge of its lab. To others of no such lab it does not exist. */
export async function takeBack(request: Request, { value }: StepTarget): Promise<Answer> {
  const { services, member, nowMs } = request;
  const { store } = services;
  const snippet = /^x_/.test(value) ? await store.snippets.get(value as SnippetId) : undefined;
  if (snippet === undefined) return toMe(snippetUnknown());
  const refusal = await mayNot(request, snippet);
  if (refusal !== undefined) return refusal;
  const job = await store.jobs.get(snippet.job);
  const isMine = await store.transaction((tables) => tables.snippets.takeBack(snippet.id, member.id, nowMs));
  if (isMine) services.changed();
  const wait = { while: "taking", waitMs: limits.snippetAnswerMs } as const;
  const now = (await services.snippetOnce(snippet.id, wait)) ?? snippet;
  const { takenBy = member.id } = now;
  const isOld = snippet.state === "taken";
  const takerName = takenBy === member.id ? undefined : await services.nameOf(takenBy, "somebody");
  return toMe(
    snippetTaken({
      job,
      snippet: now,
      ...(takerName === undefined ? {} : { takerName }),
      ...(isOld ? { isOld } : {}),
    }),
  );
}

async function mayNot(request: Request, snippet: Snippet): Promise<Answer | undefined> {
  const { services } = request;
  const pi = services.labs().pis.get(snippet.pi);
  if (pi === undefined) return toMe(snippetUnknown());
  const decision = await allow(request, "take-back", { pi, owner: snippet.by, job: snippet.job });
  if (decision.allowed) return undefined;
  return toMe(notYoursToTakeBack(await services.nameOf(snippet.by, "somebody")));
}
