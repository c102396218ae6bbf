import { describe, expect, test } from "vitest";
import { aWebClient, onlyExpectedSlackCalls, slackAnswers } from "../../test/support/slack-nock.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { directoryOf } from "./directory.ts";

onlyExpectedSlackCalls();

const directory = directoryOf(aWebClient());
const member = "U0JBLOW" as MemberId;
const channel = "C0PETERS" as ChannelId;

test("the bot learns who it is", async () => {
  slackAnswers("auth.test", { ok: true, team_id: "T0PETERS", bot_id: "B0BATCH", user_id: "U0BATCH" });
  expect(await directory.identity()).toEqual({ team: "T0PETERS", botId: "B0BATCH", botUserId: "U0BATCH" });
});

describe("a person is called", () => {
  test.each([
    [
      "by their real name",
      { name: "jblow", profile: { real_name: "J. Blow", display_name: "joey" } },
      "J. Blow",
    ],
    [
      "by the real name beside the profile",
      { real_name: "J. Blow", profile: { display_name: "joey" } },
      "J. Blow",
    ],
    [
      "as they chose, where there is no real name",
      { profile: { real_name: "", display_name: "joey" } },
      "joey",
    ],
    ["by their account, where there is neither", { name: "jblow", profile: { display_name: "" } }, "jblow"],
    ["by their id, where there is nothing", {}, "U0JBLOW"],
  ])("%s", async (_, user, name) => {
    const asked = slackAnswers("users.info", { ok: true, user });
    expect(await directory.profile(member)).toEqual({ name });
    expect(asked[0]).toMatchObject({ user: member });
  });

  test("and has a day of their own, where Slack tells it", async () => {
    slackAnswers("users.info", { ok: true, user: { real_name: "J. Blow", tz: "America/Los_Angeles" } });
    expect(await directory.profile(member)).toEqual({ name: "J. Blow", zone: "America/Los_Angeles" });
    slackAnswers("users.info", { ok: true, user: { real_name: "J. Blow", tz: "Mars/Base" } });
    expect(await directory.profile(member)).toEqual({ name: "J. Blow" });
  });

  test("nothing, where Slack does not know them", async () => {
    slackAnswers("users.info", { ok: false, error: "user_not_found" });
    await expect(directory.profile(member)).rejects.toMatchObject({ kind: "permanent" });
  });
});

describe("other organisations read along", () => {
  test.each([
    ["in a shared channel", { is_ext_shared: true }, true],
    ["in one shared within a grid", { is_org_shared: true }, true],
    ["as soon as it is about to be shared", { is_pending_ext_shared: true }, true],
    ["not in any other", { is_ext_shared: false, is_private: true }, false],
  ])("%s", async (_, info, expected) => {
    const asked = slackAnswers("conversations.info", { ok: true, channel: { id: channel, ...info } });
    expect(await directory.isExternallyShared(channel)).toBe(expected);
    expect(asked[0]).toMatchObject({ channel });
  });
});
