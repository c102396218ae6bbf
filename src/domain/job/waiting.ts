import { memoryText } from "./job-size.ts";
import type { JobSize } from "./report.ts";

/** Why the job at the head of a queue does not start, and who can do something about it. */
export type Blocked = {
  /** One plain clause without a final stop: follows "This job cannot start as it is: ". */
  what: string;
  who: "you" | "admin" | "nobody";
  advice: string;
};

/** `statusReason` is what AWS says of the job at the head of the queue; its first words are a code. */
export type BlockedInput = { statusReason: string; size: JobSize; queue?: string };

/** Source of the codes: AWS Batch User Guide, jobs stuck in RUNNABLE. */
export function explainBlocked(input: BlockedInput): Blocked {
  const rule = rules.find(({ code }) => code.test(input.statusReason)) ?? unknown;
  const queue = input.queue === undefined ? "its queue" : `queue ${input.queue}`;
  return { who: rule.who, what: rule.what(input, queue), advice: rule.advice };
}

/** Whether a job's status reason speaks of a blocked queue; one that waits again still bears its last attempt's. */
export function isBlockedReason(statusReason: string): boolean {
  return /^(CAPACITY|MISCONFIGURATION|ACTION_REQUIRED|UNDETERMINED)\b/.test(statusReason);
}

type Rule = {
  code: RegExp;
  who: Blocked["who"];
  what(input: BlockedInput, queue: string): string;
  advice: string;
};

const onlyAdmins = "Only an admin can mend this. The job keeps its place meanwhile.";

const rules: readonly Rule[] = [
  {
    code: /^CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY\b/,
    who: "nobody",
    what: ({ statusReason }, queue) =>
      `AWS has no machine ${machineTypes(statusReason, queue)} to give right now`,
    advice:
      "Nothing to do: it starts when AWS has one. If that takes too long, an admin can add other machine types.",
  },
  {
    code: /^MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE\b/,
    who: "you",
    what: ({ statusReason, size }, queue) =>
      `it asks for ${limitedResource(statusReason, size)}, and that is more than ${queue} may use at once`,
    advice: "Ask for less, or ask the admins for more.",
  },
  {
    code: /^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT\b/,
    who: "you",
    what: ({ size }, queue) => `it asks for ${sizeText(size)}, and ${queue} has no machine that large`,
    advice: "Ask for less, or ask the admins for larger machines.",
  },
  {
    code: /^MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS\b/,
    who: "admin",
    what: (_, queue) => `AWS Batch lacks a right that it needs to start machines for ${queue}`,
    advice: onlyAdmins,
  },
  {
    code: /^MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED\b/,
    who: "admin",
    what: (_, queue) => `${queue} is set up for machines that AWS cannot start there`,
    advice: onlyAdmins,
  },
  {
    code: /^ACTION_REQUIRED\b/,
    who: "admin",
    what: (_, queue) => `the compute environments of ${queue} are not valid, so none of its jobs starts`,
    advice: onlyAdmins,
  },
  {
    code: /^MISCONFIGURATION\b/,
    who: "admin",
    what: (_, queue) => `${queue} is set up in a way that AWS cannot work with`,
    advice: onlyAdmins,
  },
];

/** AWS's own UNDETERMINED, and whatever it may say one day. */
const unknown: Omit<Rule, "code"> = {
  who: "nobody",
  what: (_, queue) => `it is at the head of ${queue} and does not start, and AWS does not know why`,
  advice: "Often machines are short for a while, and it starts by itself. If it lasts, ask the admins.",
};

/** AWS lists them in brackets: `[p4d.24xlarge, p5.48xlarge]`. */
function machineTypes(statusReason: string, queue: string): string {
  const types =
    /\[([\w., -]{1,120})\]/
      .exec(statusReason)?.[1]
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? [];
  return types.length === 0 ? `for ${queue}` : `of type ${types.join(" or ")}`;
}

function limitedResource(statusReason: string, size: JobSize): string {
  const resource = /\b(CPU|MEMORY|GPU) requirement/i.exec(statusReason)?.[1]?.toUpperCase();
  if (resource === "CPU") return vcpusText(size.vcpus);
  if (resource === "MEMORY") return memoryText(size.memoryMiB);
  return resource === "GPU" ? gpusText(size.gpus) : sizeText(size);
}

function sizeText({ vcpus, memoryMiB, gpus }: JobSize): string {
  const parts = [vcpusText(vcpus), memoryText(memoryMiB), ...(gpus > 0 ? [gpusText(gpus)] : [])];
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function vcpusText(vcpus: number): string {
  return vcpus === 1 ? "1 vCPU" : `${vcpus} vCPUs`;
}

function gpusText(gpus: number): string {
  return gpus === 1 ? "1 GPU" : `${gpus} GPUs`;
}
