import type { App, BlockAction } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, MessageTs, TeamId } from "../domain/ids.ts";
import { draftInvocationId, type Invocation, isDraftId } from "../domain/invocation.ts";
import { consoleActionId, readActionId, readMenuValue } from "../messages/text/next-step.ts";
import { readOpenForm } from "./form.ts";
import type { FormChange, OpenForms } from "./open-forms.ts";
import type { Reception } from "./reception.ts";

/**
 * A press on a button: `action_id` is the verb and its step, `value` the bare id of a draft or a job; an entry of a menu
 * holds both in its value. A draft is one intention however often its button is pressed; on a job each press is one, and
 * so is each that opens a form.
 */
export function buttonDoor(
  app: App,
  { take, opensForm, forms }: Pick<Reception, "take" | "opensForm"> & { forms: OpenForms },
  nowMs: () => number,
): void {
  app.action({ type: "block_actions" }, async ({ action, body, ack }) => {
    if (body.view?.type === "modal") {
      await ack();
      const change = readChange(action, body, nowMs());
      // Not waited for: the acknowledgement goes out with our end.
      if (change !== undefined) void forms.change(change);
      return;
    }
    const pressed = pressedIn(action);
    const invocation = pressed === undefined ? undefined : readPress(pressed, body, nowMs());
    if (invocation !== undefined) await take(opensForm(invocation) ? invocation : ofDraft(invocation));
    await ack();
  });
}

/** In an open form: what it changes is the form alone. */
function readChange(
  action: BlockAction["actions"][number],
  { view, user, team }: BlockAction,
  receivedAtMs: number,
): FormChange | undefined {
  if (view === undefined || view.hash === undefined) return undefined;
  const open = readOpenForm({ view, user, team }, receivedAtMs);
  return {
    open,
    field: action.action_id,
    view: { id: view.id, hash: view.hash },
    atTs: action.action_ts,
  };
}

type Pressed = { verb: string; step?: string; value: string };

function pressedIn(action: BlockAction["actions"][number]): Pressed | undefined {
  if (action.type === "overflow") return readMenuValue(action.selected_option.value);
  if (action.type !== "button" || action.action_id.startsWith(consoleActionId)) return undefined;
  return { ...readActionId(action.action_id), value: action.value ?? "" };
}

function readPress(
  { verb, step, value }: Pressed,
  body: BlockAction,
  receivedAtMs: number,
): Invocation | undefined {
  const member = body.user.id as MemberId;
  const place = placeOf(body);
  if (place.channel === undefined) return undefined;
  return {
    id: body.trigger_id as InvocationId,
    verb,
    input: { kind: "step", ...(step === undefined ? {} : { step }), value },
    who: { member, team: (body.user.team_id ?? body.team?.id ?? "") as TeamId },
    where: { channel: place.channel, ...(place.threadTs === undefined ? {} : { threadTs: place.threadTs }) },
    via: "button",
    reply: {
      receivedAtMs,
      ...(body.trigger_id === undefined ? {} : { triggerId: body.trigger_id }),
      ...(body.response_url === undefined ? {} : { responseUrl: body.response_url }),
      ...(place.kind === "private" ? { replaceOriginal: true } : {}),
      ...(place.kind === "home" ? { isDirect: true } : {}),
    },
  };
}

function ofDraft(invocation: Invocation): Invocation {
  const { input, verb, who } = invocation;
  if (input.kind !== "step" || input.step === undefined || !isDraftId(input.value)) return invocation;
  return { ...invocation, id: draftInvocationId(input.value, `${verb}.${input.step}`, who.member) };
}

type Place = {
  kind: "message" | "private" | "home";
  channel: ChannelId | undefined;
  threadTs: MessageTs | undefined;
};

/** On a private answer the next takes its place; on a message for all it stands beside it. */
function placeOf({ container, channel, message, view }: BlockAction): Place {
  // Home stands in no channel: it was told, when it was drawn, where the person's direct messages are.
  if (view !== undefined)
    return {
      kind: "home",
      channel: (/^D/.test(view.private_metadata) ? view.private_metadata : undefined) as
        | ChannelId
        | undefined,
      threadTs: undefined,
    };
  const threadTs = (container.thread_ts ?? message?.thread_ts) as MessageTs | undefined;
  return {
    kind: container.is_ephemeral === true ? "private" : "message",
    channel: (channel?.id ?? container.channel_id) as ChannelId | undefined,
    // A thread's first message stands in the channel, and there it is pressed: who has not opened its thread would
    // never see an answer in it.
    threadTs: threadTs === message?.ts ? undefined : threadTs,
  };
}
