import { expect, test } from "vitest";
import type { TeamId } from "../ids.ts";
import { isLetIn, type SlackAccount, type Standing, standingOf } from "./standing.ts";

const ours = "T0HUTCH" as TeamId;

test.each<[string, SlackAccount, Standing]>([
  ["somebody of the workspace", { team_id: ours }, "member"],
  ["a guest of several channels", { team_id: ours, is_restricted: true }, "guest"],
  ["a guest of one channel", { team_id: ours, is_restricted: true, is_ultra_restricted: true }, "guest"],
  ["a bot", { team_id: ours, is_bot: true }, "bot"],
  ["a workflow", { team_id: ours, is_workflow_bot: true }, "bot"],
  ["Slackbot, which Slack calls no bot", { id: "USLACKBOT", team_id: ours }, "bot"],
  ["somebody of another organisation", { team_id: "T0OTHER" }, "stranger"],
  ["somebody whom Slack calls a stranger", { team_id: ours, is_stranger: true }, "stranger"],
  ["a guest who has been deactivated", { team_id: ours, is_restricted: true, deleted: true }, "deactivated"],
])("%s", (_who, account, standing) => {
  expect(standingOf(account, ours)).toBe(standing);
});

test("before Slack has told who we are nobody is taken for one of another organisation", () => {
  expect(standingOf({ team_id: "T0HUTCH" }, undefined)).toBe("member");
});

test("guests are of a lab only where the labs file says so, and all others but members never", () => {
  expect(isLetIn("member", { guests: false })).toBe(true);
  expect([isLetIn("guest", { guests: false }), isLetIn("guest", { guests: true })]).toEqual([false, true]);
  for (const standing of ["bot", "stranger", "deactivated"] as const)
    expect(isLetIn(standing, { guests: true })).toBe(false);
});
