import type { App } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Reception } from "./reception.ts";

/** The slash command, in any channel: one trigger is one intention. Answered through its `response_url`. */
export function slashDoor(app: App, { take }: Reception, nowMs: () => number): void {
  // Under whatever name the command was made in Slack.
  app.command(/.*/, async ({ command, ack }) => {
    await take({
      id: command.trigger_id as InvocationId,
      verb: /^\S+/.exec(command.text.trim())?.[0].toLowerCase() ?? "start",
      input: { kind: "text", text: command.text },
      who: { member: command.user_id as MemberId, team: command.team_id as TeamId },
      where: { channel: command.channel_id as ChannelId },
      via: "slash",
      reply: {
        responseUrl: command.response_url,
        triggerId: command.trigger_id,
        receivedAtMs: nowMs(),
      },
    });
    await ack();
  });
}
