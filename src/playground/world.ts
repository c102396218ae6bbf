/** The small institute of the playground: who is there, which labs, and what they can run. */
import type { AccountSeed } from "./aws/local-aws.ts";
import { type Lab, labSeed, roleOfJobs, type Surroundings } from "./lab.ts";
import type { ChannelSetup, Person, UserGroup } from "./slack/model.ts";

export const region = "us-west-2";
export const command = "/batch";
export const team = { id: "T0HUTCH", name: "Hutch Playground", domain: "hutch-playground" };
export const bot = { id: "B0BATCHMATE", userId: "U0BATCHMATE", appId: "A0BATCHMATE", name: "Batchmate" };

/** Whose own the bot's credentials are; it assumes each lab's role from there. */
export const botAccount = "444455556666";
const petersAccount = "111122223333";
const doeAccount = "222233334444";
export const labAccounts = [petersAccount, doeAccount] as const;

export const labs: (Lab & { members: string[] })[] = [
  { pi: "peters-u", account: petersAccount, members: ["U0JBLOW", "U0PETERS"] },
  { pi: "doe-j", account: doeAccount, members: ["U0KLEE"] },
];

/** Where the page's clock is, so that all times agree. */
const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const people: Person[] = [
  person("U0JBLOW", "jblow", "J. Blow", "Researcher in the Peters lab"),
  person("U0PETERS", "upeters", "U. Peters", "Head of the Peters lab"),
  person("U0KLEE", "klee", "K. Lee", "Researcher in the Doe lab"),
  person("U0ADMIN", "sadmin", "S. Admin", "SciComp"),
  person("U0NBODY", "nbody", "N. Body", "New at the institute, in no lab yet"),
];

export const userGroups: UserGroup[] = [
  { id: "S0PETERS", handle: "peters-people", name: "Peters lab", users: ["U0JBLOW", "U0PETERS", "U0NBODY"] },
];

const everybody = [...people.map(({ id }) => id), bot.userId];

export const channels: ChannelSetup[] = [
  {
    id: "C0PETERS",
    name: "peters-lab",
    topic: "Jobs and results of the Peters lab",
    members: ["U0JBLOW", "U0PETERS", bot.userId],
  },
  { id: "C0DOE", name: "doe-lab", topic: "Jobs and results of the Doe lab", members: ["U0KLEE", bot.userId] },
  { id: "C0GENERAL", name: "general", topic: "News for everybody at the institute", members: everybody },
  {
    id: "C0HELP",
    name: "scicomp-help",
    topic: "Questions about computing, answered by SciComp",
    members: everybody,
  },
  {
    id: "C0ADMIN",
    name: "scicomp-admins",
    topic: "What people ask SciComp for through Batchmate",
    isPrivate: true,
    members: ["U0ADMIN", bot.userId],
  },
];

export const admins = ["U0ADMIN"];

export function roleOf(account: string): string {
  return `arn:aws:iam::${account}:role/batchmate`;
}

/** The role EventBridge takes to call the bot's webhook. */
export function targetRoleOf(account: string): string {
  return `arn:aws:iam::${account}:role/batchmate-events`;
}

export const labsFile = `institute:
  name: Hutch Playground
  helpChannel: C0HELP
  adminChannel: C0ADMIN
defaults:
  region: ${region}
pis:
  peters-u:
    account: "${petersAccount}"
    role: ${roleOf(petersAccount)}
    channel: C0PETERS
    mayDefine: true
    approveAbove: { vcpus: 96 }
    members:
      - { slack: U0JBLOW, hutchnet: jblow, role: member }
      - { slack: U0PETERS, hutchnet: upeters, role: manager }
  doe-j:
    account: "${doeAccount}"
    role: ${roleOf(doeAccount)}
    channel: C0DOE
    members:
      - { slack: U0KLEE, hutchnet: klee, role: member }
`;

/** Every account as it is before anybody submits anything. */
export function accountsIn(around: Omit<Surroundings, "region">): AccountSeed[] {
  return [
    ...labs.map((lab) => ({ ...labSeed(lab, { ...around, region }), roles: rolesOf(lab) })),
    { account: botAccount, computeEnvironments: [], queues: [], definitions: [] },
  ];
}

function rolesOf(lab: Lab): NonNullable<AccountSeed["roles"]> {
  return [
    roleOf(lab.account),
    { arn: targetRoleOf(lab.account), service: "events.amazonaws.com" },
    { arn: roleOfJobs(lab), service: "ecs-tasks.amazonaws.com" },
  ];
}

/** Whose account a person's jobs run in. */
export function accountOf(person: string): string {
  const lab = labs.find(({ members }) => members.includes(person));
  if (lab === undefined) throw new Error(`${person} is in no lab`);
  return lab.account;
}

function person(id: string, name: string, realName: string, title: string): Person {
  return { id, name, realName, title, email: `${name}@example.org`, tz: zoneHere };
}
