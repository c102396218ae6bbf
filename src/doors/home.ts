import type { App } from "@slack/bolt";
import type { ChannelId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Reception } from "./reception.ts";

/** Somebody opens the app: the answer is their Home tab. */
export function homeDoor(app: App, { take }: Reception, nowMs: () => number): void {
  app.event("app_home_opened", async ({ event, body }) => {
    if (event.tab !== "home") return;
    await take({
      id: body.event_id as InvocationId,
      verb: "home",
      input: { kind: "home" },
      who: { member: event.user as MemberId, team: body.team_id as TeamId },
      where: { channel: event.channel as ChannelId },
      via: "home",
      reply: { receivedAtMs: nowMs() },
    });
  });
}
