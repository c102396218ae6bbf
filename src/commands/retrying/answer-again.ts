/** An answer about logs once more: as a message that stays, or the whole log of it as a file. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { LogPlace } from "../../logs/log-place.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { type Answer, toMe } from "../answer.ts";
import { type LogsInput, logsGrammar } from "../logs/logs-options.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";

/** As it would be typed: no line of a log is kept. */
type AgainDraft = { text: string; after?: LogPlace };

type Show = (request: Request, input: LogsInput, after?: LogPlace) => Promise<Answer>;

/** `input` means the same when it is read again; so it does from where it went on. */
export async function saveAgain(request: Request, input: LogsInput, after?: LogPlace): Promise<DraftId> {
  const id = draftIdOf(request.invocation.id, "again");
  const text = behindVerb(render(logsGrammar, input));
  await saveDraft(request, id, "answer", { text, ...(after && { after }) } satisfies AgainDraft);
  return id;
}

/** The same lines to the person's direct messages. Whoever presses is looked at as if they had typed it. */
export async function keepAnswer(request: Request, value: string, show: Show): Promise<Answer> {
  const found = await findAgain(request, value);
  if (found === undefined) return toMe(draftGone("logs"));
  const answer = await show(request, found.input, found.after);
  return answer.kind === "message" ? { ...answer, audience: "direct" } : answer;
}

/** All of the log of which some lines are shown: of every container of that attempt. */
export async function wholeOfAnswer(request: Request, value: string, show: Show): Promise<Answer> {
  const found = await findAgain(request, value);
  if (found === undefined) return toMe(draftGone("logs"));
  const { job, attempt, index, node, failed } = found.input;
  const bare = Object.fromEntries(Object.keys(found.input).map((key) => [key, undefined]));
  const nothingChosen = { ...(bare as { [K in keyof LogsInput]: undefined }), follow: false };
  return show(request, { ...nothingChosen, job, attempt, index, node, failed, file: true });
}

async function findAgain(
  request: Request,
  value: string,
): Promise<{ input: LogsInput; after?: LogPlace } | undefined> {
  const draft = await findDraft(request, value, "answer");
  if (draft === undefined) return undefined;
  const { text, after } = draft.body as AgainDraft;
  const parsed = parse(logsGrammar, text);
  return parsed.ok ? { input: parsed.input, ...(after && { after }) } : undefined;
}
