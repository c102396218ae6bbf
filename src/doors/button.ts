import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, MessageTs, TeamId } from "../domain/ids.ts";
import { draftInvocationId, isDraftId } from "../domain/invocation.ts";
import { consoleActionId, readActionId } from "../messages/next-step.ts";
import type { Reception } from "./reception.ts";

/**
 * A press on a button: `action_id` is the verb and its step, `value` the bare id of a draft or a job. A draft is one
 * intention however often its button is pressed; on a job each press is one.
 */
export function buttonDoor(app: App, { take }: Reception, nowMs: () => number): void {
  app.action({ type: "block_actions" }, async ({ action, body, ack }) => {
    const invocation = action.type === "button" ? readPress(action, body, nowMs()) : undefined;
    if (invocation !== undefined) await take(invocation);
    await ack();
  });
}

function readPress(
  action: ButtonAction,
  body: BlockAction,
  receivedAtMs: number,
): Parameters<Reception["take"]>[0] | undefined {
  if (action.action_id.startsWith(consoleActionId)) return undefined;
  const { verb, step } = readActionId(action.action_id);
  const value = action.value ?? "";
  const member = body.user.id as MemberId;
  const place = placeOf(body);
  if (place.channel === undefined) return undefined;
  return {
    id:
      step !== undefined && isDraftId(value)
        ? draftInvocationId(value, [verb, step].join("."), member)
        : (body.trigger_id as InvocationId),
    verb,
    input: { kind: "step", ...(step === undefined ? {} : { step }), value },
    who: { member, team: (body.team?.id ?? body.user.team_id ?? "") as TeamId },
    where: { channel: place.channel, ...(place.threadTs === undefined ? {} : { threadTs: place.threadTs }) },
    via: "button",
    reply: {
      receivedAtMs,
      ...(body.response_url === undefined ? {} : { responseUrl: body.response_url }),
      ...(place.kind === "private" ? { replaceOriginal: true } : {}),
      ...(place.kind === "home" ? { isDirect: true } : {}),
    },
  };
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
      channel: (view.private_metadata || undefined) as ChannelId | undefined,
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
