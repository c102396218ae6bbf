/** What a person is in the workspace, as Slack tells it: before any lab, that decides whether they may work here. */
import type { TeamId } from "../ids.ts";
import type { Pi } from "./pi.ts";

export type Standing = "member" | "guest" | "bot" | "stranger" | "deactivated";

/** Of `users.info` and `user_change`; what is absent is not so. */
export type SlackAccount = {
  id?: string;
  team_id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_workflow_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  /** Of another organisation, met in a shared channel. */
  is_stranger?: boolean;
};

/** `team`: our own, where it is known. */
export function standingOf(account: SlackAccount, team: TeamId | undefined): Standing {
  if (account.deleted === true) return "deactivated";
  const isForeign = team !== undefined && account.team_id !== undefined && account.team_id !== team;
  if (account.is_stranger === true || isForeign) return "stranger";
  if (account.is_bot === true || account.is_workflow_bot === true || account.id === "USLACKBOT") return "bot";
  return account.is_restricted === true || account.is_ultra_restricted === true ? "guest" : "member";
}

/** Whether such a person may be of this lab at all. */
export function isLetIn(standing: Standing, { guests }: Pick<Pi, "guests">): boolean {
  return standing === "member" || (standing === "guest" && guests);
}

/** Whether who is named as an admin is one: whoever runs the bot has named them, but Slack knows who has left. */
export function mayBeAdmin(standing: Standing): boolean {
  return standing === "member" || standing === "guest";
}
