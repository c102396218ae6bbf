import type { App } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, MessageTs, TeamId } from "../domain/ids.ts";
import type { Reception } from "./reception.ts";

/** `@Batchmate logs`: in a thread, where slash commands do not work, it means the thread's job. */
export function mentionDoor(app: App, { take }: Reception, nowMs: () => number): void {
  app.event("app_mention", async ({ event, body, context }) => {
    if (event.user === undefined || event.bot_id !== undefined) return;
    const text = behindMention(event.text, context.botUserId ?? "");
    await take({
      id: body.event_id as InvocationId,
      verb: /^\S+/.exec(text)?.[0].toLowerCase() ?? "start",
      input: { kind: "text", text },
      who: { member: event.user as MemberId, team: teamOf(event) ?? (body.team_id as TeamId) },
      where: {
        channel: event.channel as ChannelId,
        ...(event.thread_ts === undefined ? {} : { threadTs: event.thread_ts as MessageTs }),
      },
      via: "mention",
      reply: { receivedAtMs: nowMs() },
    });
  });
}

/** What stands behind the bot's own name; other people may be named before it. */
function behindMention(text: string, botUserId: string): string {
  const at = text.indexOf(`<@${botUserId}`);
  return at === -1 ? text : text.slice(at).replace(/^<@[^>]*>\s*/, "");
}

/** Of who speaks: in a shared channel it is another than the one that hears of it. */
function teamOf(event: object): TeamId | undefined {
  const { user_team, team } = event as { user_team?: TeamId; team?: TeamId };
  return user_team ?? team;
}
