/** Nine ways to stand to a lab, and how Slack tells of each. */
import type { AccountId, ChannelId, MemberId, PiName, TeamId } from "../../src/domain/ids.ts";
import type { Pi, Role } from "../../src/domain/people/pi.ts";
import type { Standing } from "../../src/domain/people/standing.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";

export const columns = [
  "member",
  "manager",
  "other",
  "two",
  "stranger",
  "admin",
  "deactivated",
  "guest",
  "connect",
] as const;

export type Column = (typeof columns)[number];

export type Person = {
  id: MemberId;
  team: TeamId;
  /** Whatever Slack says of them, they stand on the roster of these labs. */
  labs: Readonly<Partial<Record<string, Role>>>;
  standing: Standing;
};

export const team = "T0HUTCH" as TeamId;
export const bot = { botId: "B0BATCHMATE", userId: "U0BATCHMATE" };

/** Whose jobs are asked about. */
export const owner = "U0OWNER" as MemberId;
export const admin = "U0ADMIN" as MemberId;

/** That a person is on the roster is the worst case: who was put there before Slack said what they are. */
export const people: Readonly<Record<Column, Person>> = {
  member: person("U0MEMBER", { "peters-u": "member" }),
  manager: person("U0MANAGER", { "peters-u": "manager" }),
  other: person("U0OTHER", { "doe-j": "member" }),
  two: person("U0TWO", { "doe-j": "member", "peters-u": "member" }),
  stranger: person("U0STRANGER", {}),
  admin: person(admin, {}),
  deactivated: person("U0GONE", { "peters-u": "manager" }, { standing: "deactivated" }),
  guest: person("U0GUEST", { "peters-u": "manager" }, { standing: "guest" }),
  // Slack's word on them is not asked for: the team that speaks is enough.
  connect: person("U0CONNECT", { "peters-u": "manager" }, { team: "T0OTHER" as TeamId }),
};

export const peters: Pi = aPi({ approveAbove: { vcpus: 4 }, mayDefine: true });

export const labs = labsOf(
  peters,
  aPi({
    name: "doe-j" as PiName,
    account: "222233334444" as AccountId,
    channel: "C0DOE" as ChannelId,
    jobRole: "fh-pi-doe-j-batchtask",
  }),
);

function person(id: string, on: Person["labs"], changes: Partial<Person> = {}): Person {
  return { id: id as MemberId, team, labs: on, standing: "member", ...changes };
}
