import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { ChannelId, MemberId } from "../../domain/ids.ts";
import type { ChannelSetting, MemberSetting } from "../../domain/telling/setting.ts";
import type { Place } from "../kinds/place.ts";
import type { Request } from "../request.ts";
import { destinationsFor } from "./destinations.ts";

const jblow = "U0JBLOW" as MemberId;
const home = "C0PETERS" as ChannelId;
const general = "C0GENERAL" as ChannelId;
const shared = "C0SHARED" as ChannelId;
const own = "D0JBLOW" as ChannelId;
/** Between two people: the bot is not in it. */
const foreign = "D0FOREIGN" as ChannelId;
const me: Place = { kind: "me" };

type Case = {
  where?: ChannelId;
  to?: Place;
  owner?: MemberSetting["place"];
  channel?: ChannelSetting["place"];
};

function destinations({ where = general, to, owner, channel }: Case): ReturnType<typeof destinationsFor> {
  const request = {
    invocation: { where: { channel: where } },
    member: { id: jblow },
    services: {
      store: {
        settings: {
          ofMember: async () => (owner === undefined ? {} : { place: owner }),
          ofChannel: async () => (channel === undefined ? {} : { place: channel }),
        },
      },
      isExternallyShared: async (id: ChannelId) => id === shared,
      isOwnDirect: async (id: ChannelId) => id === own,
    },
  };
  return destinationsFor(request as unknown as Request, aPi({ channel: home }), to);
}

const cases: readonly [name: string, given: Case, places: readonly (readonly string[])[]][] = [
  ["where it was submitted, else in the lab's channel, else with the owner", {}, [[general, home, jblow]]],
  ["in the lab's own channel", { where: home }, [[home, jblow]]],
  ["never where others read along", { where: shared }, [[home, jblow]]],
  ["in the owner's direct messages", { owner: "direct" }, [[jblow, home]]],
  ["in both", { owner: "both" }, [[general, home], [jblow]]],
  ["in both, where others read along", { where: shared, owner: "both" }, [[home], [jblow]]],
  ["once, where both are one", { where: own, owner: "both" }, [[jblow, home]]],
  ["in both, from a conversation of others", { where: foreign, owner: "both" }, [[home], [jblow]]],
  ["never in the direct messages of others", { to: { kind: "here" }, where: foreign }, [[home, jblow]]],
  ["as the channel has it before the owner", { owner: "both", channel: "direct" }, [[jblow, home]]],
  ["as the job has it before both", { to: me, owner: "both", channel: "both" }, [[jblow]]],
  [
    "here, though the owner wants it elsewhere",
    { to: { kind: "here" }, owner: "direct" },
    [[general, home, jblow]],
  ],
  [
    "in the channel that was named",
    { to: { kind: "channel", channel: home }, owner: "both" },
    [[home, jblow]],
  ],
];

test.each(cases)("a job has its thread %s", async (_, given, places) => {
  expect(await destinations(given)).toEqual(places);
});
