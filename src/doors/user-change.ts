import type { App } from "@slack/bolt";
import type { MemberId } from "../domain/ids.ts";
import type { SlackAccount } from "../domain/people/standing.ts";

/** A person of the workspace has changed: resolves once what follows from it is durable. */
export type HearAccount = (member: MemberId, account: SlackAccount) => Promise<void>;

/** Somebody was deactivated, or made a guest: nobody asks for anything here, so it is no intention. */
export function userChangeDoor(app: App, hear: HearAccount): void {
  app.event("user_change", async ({ event }) => {
    const { id, ...account } = event.user as SlackAccount & { id: string };
    await hear(id as MemberId, { id, ...account });
  });
}
