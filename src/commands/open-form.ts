/** Which intentions are answered by a form, and how one is made. */
import { draftIdOf } from "../domain/derived-ids.ts";
import type { DraftId, InvocationId } from "../domain/ids.ts";
import { type Invocation, isDraftId } from "../domain/invocation.ts";
import type { Form } from "../messages/text/form.ts";
import type { Message } from "../messages/text/message.ts";
import type { Store } from "../store/open-store.ts";
import type { Answer, OpenForm } from "./answer.ts";
import type { Command } from "./command.ts";
import type { Request } from "./request.ts";
import { findVerb } from "./typing/find-verb.ts";
import { findDraft, saveDraft } from "./typing/line-draft.ts";

/** What a door opens at once, before the verb runs. */
export type Opening = { title: string; verb: string; draft: DraftId };

/** Undefined where the answer is no form. */
export function openingFor(commands: readonly Command[], invocation: Invocation): Opening | undefined {
  const command = commandOf(commands, invocation);
  if (command?.form === undefined) return undefined;
  return { title: command.form.title, verb: command.verb, draft: formDraftOf(invocation.id) };
}

function commandOf(commands: readonly Command[], { input, verb }: Invocation): Command | undefined {
  if (input.kind === "text") {
    const found = findVerb(commands, input.text);
    return found.kind === "verb" && found.rest.trim() === "" && found.command.opens === "form"
      ? found.command
      : undefined;
  }
  if (input.kind !== "step") return undefined;
  const command = commands.find((each) => each.verb === verb);
  const { step, value } = input;
  const opens =
    step === undefined
      ? value === "" && command?.opens === "form"
      : command?.form?.steps?.includes(step) === true;
  return opens ? command : undefined;
}

/** Where a form was opened, and about what: a row in the store, so that the view need carry no more than its id. */
export type FormDraft = {
  where: Invocation["where"];
  isDirect?: true;
  /** What the verb wants to know of it again. */
  about?: unknown;
};

/** The answer of a verb that asks with a form. `instead` is said where none can be opened. */
export async function toForm(
  request: Request,
  { form, instead, about }: { form: Form; instead: Message; about?: unknown },
): Promise<Answer> {
  const { invocation } = request;
  const draft = formDraftOf(invocation.id);
  const body: FormDraft = {
    where: invocation.where,
    ...(invocation.reply.isDirect === undefined ? {} : { isDirect: true }),
    ...(about === undefined ? {} : { about }),
  };
  await saveDraft(request, draft, "form", body);
  return { kind: "form", form: { ...form, verb: invocation.verb, draft }, instead };
}

/** The same form once more, with what was filled in and what is wrong about it that fits no field. */
export function sameForm({ invocation }: Request, form: Form): OpenForm {
  const { input, verb } = invocation;
  return { ...form, verb, draft: (input.kind === "form" ? input.value : "") as DraftId };
}

/** Puts a form that was sent back where it was opened; one whose row is gone is answered in the direct messages. */
export async function placeForm({ drafts }: Store, sent: Invocation): Promise<Invocation> {
  const { input, who, reply } = sent;
  const value = input.kind === "form" ? input.value : "";
  const draft = isDraftId(value) ? await drafts.find(value, who.member) : undefined;
  if (draft?.kind !== "form") return { ...sent, reply: { ...reply, isDirect: true } };
  const { where, isDirect } = draft.body as FormDraft;
  return { ...sent, where, reply: { ...reply, ...(isDirect === undefined ? {} : { isDirect }) } };
}

/** Whether it was opened for who fills it in now. */
export async function isOwnForm(request: Request): Promise<boolean> {
  const { input } = request.invocation;
  return input.kind === "form" && (await findDraft(request, input.value, "form")) !== undefined;
}

/** What the form was opened about; undefined once that is kept no more, and for anybody else. */
export async function aboutForm(request: Request): Promise<unknown> {
  const { input } = request.invocation;
  const draft = input.kind === "form" ? await findDraft(request, input.value, "form") : undefined;
  return draft && (draft.body as FormDraft).about;
}

function formDraftOf(invocation: InvocationId): DraftId {
  return draftIdOf(invocation, "form");
}
