/** The small institute of the playground: who is there, which labs, and what they can run. */
import type { AccountSeed } from "./aws/local-aws.ts";
import type { ChannelSetup, Person } from "./slack/model.ts";

export const region = "us-west-2";
export const command = "/batch";
export const team = { id: "T0HUTCH", name: "Hutch Playground", domain: "hutch-playground" };
export const bot = { id: "B0BATCHMATE", userId: "U0BATCHMATE", appId: "A0BATCHMATE", name: "Batchmate" };

/** Whose own the bot's credentials are; it assumes each lab's role from there. */
export const botAccount = "444455556666";
const petersAccount = "111122223333";
const doeAccount = "222233334444";
export const labAccounts = [petersAccount, doeAccount] as const;

export const people: Person[] = [
  person("U0JBLOW", "jblow", "J. Blow", "Researcher in the Peters lab"),
  person("U0PETERS", "upeters", "U. Peters", "Head of the Peters lab"),
  person("U0KLEE", "klee", "K. Lee", "Researcher in the Doe lab"),
  person("U0ADMIN", "sadmin", "S. Admin", "SciComp"),
];

const everybody = [...people.map(({ id }) => id), bot.userId];

export const channels: ChannelSetup[] = [
  {
    id: "C0PETERS",
    name: "peters-lab",
    topic: "The Peters lab's own channel",
    members: ["U0JBLOW", "U0PETERS", bot.userId],
  },
  { id: "C0DOE", name: "doe-lab", topic: "The Doe lab's own channel", members: ["U0KLEE", bot.userId] },
  { id: "C0GENERAL", name: "general", topic: "Everybody", members: everybody },
  { id: "C0HELP", name: "scicomp-help", topic: "Ask SciComp", members: everybody },
  { id: "C0ADMIN", name: "scicomp-admins", isPrivate: true, members: ["U0ADMIN", bot.userId] },
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

const alignScript =
  'for step in index map sort; do echo "$(date +%T) $step $1"; sleep 2; done; echo "wrote $2$1.bam"';

export const accounts: AccountSeed[] = [
  lab(petersAccount, "peters-u"),
  lab(doeAccount, "doe-j"),
  { account: botAccount, computeEnvironments: [], queues: [], definitions: [] },
];

function person(id: string, name: string, realName: string, title: string): Person {
  return { id, name, realName, title, email: `${name}@example.org` };
}

function lab(account: string, pi: string): AccountSeed {
  const jobRoleArn = `arn:aws:iam::${account}:role/fh-pi-${pi}-batchtask`;
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
      definition("hello", {
        image: "busybox:1.36",
        command: ["echo", "hello from Batchmate"],
        vcpus: 1,
        memoryMiB: 512,
      }),
      {
        ...definition("align", {
          image: `${account}.dkr.ecr.${region}.amazonaws.com/align:1.4`,
          command: ["sh", "-c", alignScript, "align", "Ref::sample", "Ref::out"],
          vcpus: 4,
          memoryMiB: 16_384,
          jobRoleArn,
        }),
        parameters: { out: `s3://fh-pi-${pi}/out/` },
      },
      definition("python", {
        image: "python:3.13",
        command: ["python3", "--version"],
        vcpus: 2,
        memoryMiB: 4_096,
        jobRoleArn,
      }),
    ],
    roles: [roleOf(account)],
  };
}

type Container = { image: string; command: string[]; vcpus: number; memoryMiB: number; jobRoleArn?: string };

function definition(
  name: string,
  { image, command, vcpus, memoryMiB, jobRoleArn }: Container,
): AccountSeed["definitions"][number] {
  return {
    jobDefinitionName: name,
    type: "container",
    containerProperties: {
      image,
      command,
      ...(jobRoleArn === undefined ? {} : { jobRoleArn }),
      resourceRequirements: [
        { type: "VCPU", value: String(vcpus) },
        { type: "MEMORY", value: String(memoryMiB) },
      ],
    },
  };
}
