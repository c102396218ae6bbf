import type { App, MessageShortcut } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, MessageTs, TeamId } from "../domain/ids.ts";
import type { AttachedFile, Invocation } from "../domain/invocation.ts";
import type { Reception } from "./reception.ts";

/**
 * *Submit this job* in the menu of a message: one trigger is one intention, about what stands in the message at that
 * moment. Its callback id is the verb.
 */
export function shortcutDoor(app: App, { take }: Reception, nowMs: () => number): void {
  app.shortcut({ type: "message_action" }, async ({ shortcut, ack }) => {
    await take(readShortcut(shortcut, nowMs()));
    await ack();
  });
}

function readShortcut(shortcut: MessageShortcut, receivedAtMs: number): Invocation {
  const { message, user, team, channel, trigger_id, response_url, callback_id } = shortcut;
  const thread = typeof message.thread_ts === "string" ? message.thread_ts : undefined;
  const isReply = thread !== undefined && thread !== message.ts;
  return {
    id: trigger_id as InvocationId,
    verb: callback_id,
    input: {
      kind: "message",
      text: message.text ?? "",
      files: filesIn(message.files),
      ...(message.user === undefined ? {} : { author: message.user as MemberId }),
    },
    who: { member: user.id as MemberId, team: (user.team_id ?? team?.id ?? "") as TeamId },
    where: { channel: channel.id as ChannelId, ...(isReply ? { threadTs: thread as MessageTs } : {}) },
    via: "shortcut",
    // Into a thread Slack takes no answer by that address.
    reply: { receivedAtMs, triggerId: trigger_id, ...(isReply ? {} : { responseUrl: response_url }) },
  };
}

function filesIn(files: unknown): AttachedFile[] {
  if (!Array.isArray(files)) return [];
  return files.flatMap(({ id, name }: { id?: unknown; name?: unknown }) =>
    typeof id === "string" ? [{ id, name: typeof name === "string" ? name : "" }] : [],
  );
}
