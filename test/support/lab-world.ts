/** Two labs in two accounts, the people in and around them, and what they can run. */
import { dirname } from "node:path";
import type { AccountSeed, Timings } from "../../src/playground/aws/local-aws.ts";
import type { ChannelSetup, Person, UserGroup } from "../../src/playground/slack/local-slack.ts";

export const region = "us-west-2";
export const petersAccount = "111122223333";
export const doeAccount = "222233334444";
/** Whose own the bot's credentials are. */
export const botAccount = "444455556666";

export const team = { id: "T0HUTCH", name: "Hutch", domain: "hutch" };
export const bot = { id: "B0BATCHMATE", userId: "U0BATCHMATE", appId: "A0BATCHMATE", name: "Batchmate" };

export const jblow = "U0JBLOW";
export const amate = "U0AMATE";
export const upeters = "U0PETERS";
export const klee = "U0KLEE";
export const kfoe = "U0KFOE";
export const admin = "U0ADMIN";
export const stranger = "U0STRANGER";

export const petersLab = "C0PETERS";
export const doeLab = "C0DOE";
export const general = "C0GENERAL";
/** The bot is not in it. */
export const botless = "C0BOTLESS";
/** Private, of people of several labs. */
export const project = "C0PROJECT";
/** Other organisations read along. */
export const connect = "C0CONNECT";
/** A guest of the workspace reads along. */
export const partners = "C0PARTNERS";

export const people: Person[] = [
  person(jblow, "jblow", "J. Blow"),
  person(amate, "amate", "A. Mate"),
  person(upeters, "upeters", "U. Peters"),
  person(klee, "klee", "K. Lee"),
  person(kfoe, "kfoe", "K. Foe"),
  person(admin, "sadmin", "S. Admin"),
  person(stranger, "nobody", "N. Body"),
  { ...person("U0GUEST", "guest", "G. Uest"), isRestricted: true },
];

export const userGroups: UserGroup[] = [
  {
    id: "S0PETERS",
    handle: "peters-people",
    name: "Peters lab",
    users: [jblow, upeters, stranger, "U0GUEST"],
  },
  { id: "S0EMPTY", handle: "nobody-yet", name: "Nobody yet", users: [] },
];

const everybody = people.filter(({ isRestricted }) => !isRestricted).map(({ id }) => id);

export const channels: ChannelSetup[] = [
  { id: petersLab, name: "peters-lab", members: [jblow, amate, upeters, bot.userId] },
  { id: doeLab, name: "doe-lab", members: [klee, kfoe, bot.userId] },
  { id: general, name: "general", members: [...everybody, bot.userId] },
  { id: botless, name: "botless", members: everybody },
  { id: project, name: "project", isPrivate: true, members: [jblow, upeters, klee, bot.userId] },
  { id: connect, name: "connect", isExtShared: true, members: [jblow, klee, bot.userId] },
  { id: partners, name: "partners", isPrivate: true, members: [jblow, "U0GUEST", bot.userId] },
  { id: "C0HELP", name: "scicomp-help", members: [...everybody, bot.userId] },
  { id: "C0ADMIN", name: "scicomp-admins", isPrivate: true, members: [admin, bot.userId] },
];

export function roleOf(account: string): string {
  return `arn:aws:iam::${account}:role/batchmate`;
}

export const externalId = "batchmate-peters-u";

export const labsFile = `institute:
  name: Hutch
  helpChannel: C0HELP
  adminChannel: C0ADMIN
defaults:
  region: ${region}
pis:
  peters-u:
    account: "${petersAccount}"
    role: ${roleOf(petersAccount)}
    externalId: ${externalId}
    channel: ${petersLab}
    members:
      - { slack: ${jblow}, hutchnet: jblow, role: member }
      - { slack: ${amate}, hutchnet: amate, role: member }
      - { slack: ${upeters}, hutchnet: upeters, role: manager }
  doe-j:
    account: "${doeAccount}"
    role: ${roleOf(doeAccount)}
    channel: ${doeLab}
    stop: owner
    members:
      - { slack: ${klee}, hutchnet: klee, role: member }
      - { slack: ${kfoe}, hutchnet: kfoe, role: member }
`;

/** The program of `greet` greets whom its parameter names; `fail` and others are given on the line. */
export const accounts: AccountSeed[] = [
  lab("peters-u", { arn: roleOf(petersAccount), externalId }),
  lab("doe-j", { arn: roleOf(doeAccount) }),
  { account: botAccount, computeEnvironments: [], queues: [], definitions: [] },
];

export const quick: Timings = {
  submittedMs: 5,
  pendingMs: 5,
  runnableMs: 5,
  startingMs: 5,
  retryMs: 5,
  logLagMs: 5,
  graceMs: 200,
  secondMs: 5,
  memoryPollMs: 250,
  eventRetryBaseMs: 20,
  eventRetryMaxMs: 200,
  eventTimeoutMs: 5_000,
};

/** What jobs find: the ordinary programs, and the node that runs the tests. */
export const programs = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;

function person(id: string, name: string, realName: string): Person {
  return { id, name, realName, email: `${name}@example.org` };
}

function lab(pi: string, role: { arn: string; externalId?: string }): AccountSeed {
  const account = role.arn.split(":")[4] ?? "";
  const jobRole = `arn:aws:iam::${account}:role/fh-pi-${pi}-batchtask`;
  return {
    account,
    computeEnvironments: [
      { name: "spot", type: "SPOT", maxvCpus: 16, maxMemoryMiB: 65_536 },
      { name: "highmem", type: "EC2", maxvCpus: 8, maxMemoryMiB: 262_144 },
    ],
    queues: [
      { name: "default", computeEnvironments: ["spot"] },
      { name: "highmem", computeEnvironments: ["highmem"] },
    ],
    definitions: [
      definition("hello", ["echo", "hello from the definition"], {}),
      definition("greet", ["echo", "dear", "Ref::who"], { who: "world" }),
    ],
    roles: [role, { arn: jobRole, service: "ecs-tasks.amazonaws.com" }],
  };
}

function definition(
  name: string,
  command: string[],
  parameters: Record<string, string>,
): AccountSeed["definitions"][number] {
  return {
    jobDefinitionName: name,
    type: "container",
    parameters,
    containerProperties: {
      image: "busybox:1.36",
      command,
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "512" },
      ],
    },
  };
}
