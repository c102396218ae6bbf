import { describe, expect, test } from "vitest";
import type { ChannelId, MemberId } from "../ids.ts";
import { audienceOf, type ChannelReaders } from "./audience.ts";

const ids = (...names: string[]) => names as MemberId[];
const of = {
  workforce: { full: new Set(ids("U1", "U2", "U3", "U4", "U5")), bots: new Set(ids("UBOT")) },
  insiders: new Set(ids("U1", "U2")),
  asker: "U1" as MemberId,
};
const lab: ChannelReaders = {
  channel: "C1" as ChannelId,
  isPublic: false,
  isArchived: false,
  isShared: false,
  isOurs: true,
  members: ids("U1", "U2", "UBOT"),
};

describe("who would read a piece of a log", () => {
  test("in a private channel are those in it, programs apart", () => {
    expect(audienceOf(lab, of)).toMatchObject({ isPublic: false, people: 2, outsiders: 0 });
    expect(audienceOf({ ...lab, members: ids("U1", "U4", "U5", "UBOT") }, of)).toMatchObject({
      people: 3,
      outsiders: 2,
    });
  });

  test("in a public channel is the whole workspace, whoever is in it", () => {
    expect(audienceOf({ ...lab, isPublic: true }, of)).toMatchObject({ people: 5, outsiders: 3 });
  });

  test.each([
    ["another organisation reads along", { isShared: true }, "shared"],
    ["it is archived", { isArchived: true }, "archived"],
    ["the bot may not post", { isOurs: false }, "absent"],
    ["the sharer is not in it", { members: ids("U2", "U3") }, "absent"],
    ["a guest is in it", { members: ids("U1", "UGUEST") }, "guests"],
    ["a guest is in it, though it is public", { isPublic: true, members: ids("U1", "UGUEST") }, "guests"],
    ["Slack does not tell who is in it", { isPublic: true, members: undefined }, "too many"],
  ] as const)("nobody, where %s", (_why, changes, refused) => {
    const { members, ...rest } = { ...lab, ...changes };
    const readers = members === undefined ? rest : { ...rest, members };
    expect(audienceOf(readers, of)).toEqual({ refused });
  });

  test("in a public channel may be somebody's who has not joined it", () => {
    expect(audienceOf({ ...lab, isPublic: true, members: ids("U2") }, of)).toMatchObject({ people: 5 });
  });
});
