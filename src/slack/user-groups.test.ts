import { expect, test } from "vitest";
import { aWebClient, onlyExpectedSlackCalls, slackAnswers } from "../../test/support/slack-nock.ts";
import { userGroupsOf } from "./user-groups.ts";

onlyExpectedSlackCalls();

const groups = userGroupsOf(aWebClient());

test("a group is found by its id, and by its handle in any case", async () => {
  const asked = slackAnswers("usergroups.users.list", { ok: true, users: ["U0JBLOW"] });
  expect(await groups.members({ id: "S0LAB" })).toEqual(["U0JBLOW"]);
  expect(asked[0]).toMatchObject({ usergroup: "S0LAB" });
  slackAnswers("usergroups.list", { ok: true, usergroups: [{ id: "S0LAB", handle: "Peters-Lab" }] });
  slackAnswers("usergroups.users.list", { ok: true, users: [] });
  expect(await groups.members({ handle: "peters-lab" })).toEqual([]);
});

test("one that there is not, or that is switched off, is none", async () => {
  slackAnswers("usergroups.list", { ok: true, usergroups: [] });
  expect(await groups.members({ handle: "peters-lab" })).toBeUndefined();
  for (const error of ["no_such_subteam", "subteam_disabled"]) {
    slackAnswers("usergroups.users.list", { ok: false, error });
    expect(await groups.members({ id: "S0LAB" })).toBeUndefined();
  }
});

test("without the scope it says so", async () => {
  slackAnswers("usergroups.list", { ok: false, error: "missing_scope", needed: "usergroups:read" });
  await expect(groups.members({ handle: "peters-lab" })).rejects.toMatchObject({ code: "missing_scope" });
});
