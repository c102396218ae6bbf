/** Two labs in two accounts, their people and their channels. */
import type { AccountId, ChannelId, MemberId, PiName, TeamId } from "../../src/domain/ids.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";

export const region = "us-west-2";
export const team = "T0HUTCH" as TeamId;
export const bot = { botId: "B0BATCH", userId: "U0BATCH" };

const member = (slack: string, role: "member" | "manager" = "member") => ({
  slack: slack as MemberId,
  hutchnet: slack.slice(2).toLowerCase(),
  role,
});

/** What is large waits here for a yes: two may say it, and not to their own. */
const peters: Pi = aPi({
  members: [member("U0JBLOW"), member("U0AMATE", "manager"), member("U0PETERS", "manager")],
  approveAbove: { vcpus: 4 },
});

const doe: Pi = aPi({
  name: "doe-j" as PiName,
  account: "222233334444" as AccountId,
  channel: "C0DOE" as ChannelId,
  jobRole: "fh-pi-doe-j-batchtask",
  stop: "owner",
  members: [member("U0KLEE"), member("U0KFOE")],
});

export const pis: readonly Pi[] = [peters, doe];
export const labs = labsOf(...pis);

/** Of no lab, and in charge of all, in a world that has admins. */
export const admin = "U0ADMIN" as MemberId;

/** In which they were when the world began. */
export function labOf(member: string): Pi | undefined {
  return pis.find(({ members }) => members.some(({ slack }) => slack === member));
}

/** Everybody is in it, and the bot. */
export const general = "C0GENERAL";
/** The bot is not in it. */
export const botless = "C0BOTLESS";

export const channels: readonly { id: string; hasBot: boolean }[] = [
  { id: "C0PETERS", hasBot: true },
  { id: "C0DOE", hasBot: true },
  { id: general, hasBot: true },
  { id: botless, hasBot: false },
];
