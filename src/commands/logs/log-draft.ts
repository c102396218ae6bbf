import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { LogPlace } from "../../logs/log-place.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import { type LogsInput, logsGrammar } from "./logs-options.ts";

/** A reading of a log that can be gone on with: what was asked for, as it would be typed, and how far it came. */
export type LogDraft = { text: string; after: LogPlace };

/** `input` names one log and exact times: it must mean the same when it is gone on with. */
export async function saveReading(request: Request, input: LogsInput, after: LogPlace): Promise<DraftId> {
  const id = draftIdOf(request.invocation.id, "more");
  const body: LogDraft = { text: behindVerb(render(logsGrammar, input)), after };
  await saveDraft(request, id, "log", body);
  return id;
}

type GoOn = (request: Request, input: LogsInput, after: LogPlace) => Promise<Answer>;

/** Whoever presses is looked at as if they had typed it: what they may see can have changed since. */
export async function goOnReading(request: Request, value: string, goOn: GoOn): Promise<Answer> {
  const draft = await findDraft(request, value, "log");
  if (draft === undefined) return toMe(draftGone("logs"));
  const { text, after } = draft.body as LogDraft;
  const parsed = parse(logsGrammar, text);
  if (parsed.ok) return goOn(request, parsed.input, after);
  return toMe(mistakes({ verb: "logs", mistakes: parsed.mistakes }));
}
