/** A job definition for a PI as AWS takes it: with the PI's role and the scratch space mounted. */
import { canonicalJson } from "../canonical-json.ts";
import { isForPi, type JobDefinition } from "../job/job-definition.ts";
import type { Pi } from "../people/pi.ts";

/** What a person says of a definition. */
export type DefinitionWish = {
  name: string;
  /** Absent in a skeleton that is to be edited. */
  image?: string;
  vcpus: number;
  memoryMiB: number;
  gpus?: number;
  /** Absent: the image's own. */
  command?: readonly string[];
  attempts: number;
};

/** The input of RegisterJobDefinition: what `--cli-input-json` takes. */
export type DefinitionRequest = {
  jobDefinitionName: string;
  type: "container";
  parameters: Record<string, string>;
  containerProperties: {
    image: string;
    command: string[];
    jobRoleArn: string;
    resourceRequirements: { type: "VCPU" | "MEMORY" | "GPU"; value: string }[];
    volumes: { name: string; host: { sourcePath: string } }[];
    mountPoints: { sourceVolume: string; containerPath: string; readOnly: boolean }[];
    environment: { name: string; value: string }[];
    ulimits: { name: string; hardLimit: number; softLimit: number }[];
  };
  retryStrategy: { attempts: number };
};

/** What the institute's own skeleton begins with: one vCPU and 2 GB, one attempt. */
export const usualDefinition = { vcpus: 1, memoryMiB: 2_000, attempts: 1 };

/** Stands where the person has not said which image. */
export const imageToReplace = "REPLACE-WITH-YOUR-IMAGE";

export function definitionRequest(pi: Pi, wish: DefinitionWish): DefinitionRequest {
  const { vcpus, memoryMiB, gpus } = wish;
  return {
    jobDefinitionName: wish.name,
    type: "container",
    parameters: {},
    containerProperties: {
      image: wish.image ?? imageToReplace,
      command: [...(wish.command ?? [])],
      jobRoleArn: jobRoleArn(pi),
      resourceRequirements: [
        { type: "VCPU", value: String(vcpus) },
        { type: "MEMORY", value: String(memoryMiB) },
        ...(gpus === undefined ? [] : [{ type: "GPU" as const, value: String(gpus) }]),
      ],
      volumes: [{ name: "scratch", host: { sourcePath: pi.scratch.host } }],
      mountPoints: [{ sourceVolume: "scratch", containerPath: pi.scratch.mount, readOnly: false }],
      environment: [],
      ulimits: [],
    },
    retryStrategy: { attempts: wish.attempts },
  };
}

/** The labs file may give the role's name alone. */
function jobRoleArn({ jobRole, account, region }: Pi): string {
  return jobRole.startsWith("arn:") ? jobRole : `arn:${partitionOf(region)}:iam::${account}:role/${jobRole}`;
}

function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/**
 * Why a PI may not have a new revision of a name: whoever uses the bare name would run it. `newest`: the newest revision
 * there is; `isShared`: other PIs have the same account.
 */
export function isNameTaken(newest: JobDefinition | undefined, pi: Pi, isShared: boolean): boolean {
  if (newest === undefined) return false;
  return !isForPi(newest, pi) || (isShared && newest.jobRoles.length === 0);
}

/** Whether AWS has the very same already; it fills in what was left empty. */
export function isSameDefinition(request: DefinitionRequest, described: unknown): boolean {
  const known = described as Described | undefined;
  return written(request) === written(known);
}

/** What we never ask for makes it another. */
type Described = Partial<DefinitionRequest> & { timeout?: unknown; platformCapabilities?: readonly string[] };

function written(definition: Described | undefined): string {
  const { type, parameters, containerProperties, retryStrategy, timeout } = definition ?? {};
  const { resourceRequirements = [], ...container } = containerProperties ?? {};
  return canonicalJson(
    withoutEmpty({
      type,
      parameters,
      retryStrategy,
      timeout,
      isFargate: definition?.platformCapabilities?.includes("FARGATE") ?? false,
      ...container,
      resourceRequirements: resourceRequirements.map(({ type, value }) => `${type} ${value}`).sort(),
    }),
  );
}

/** What is empty, absent or false says the same. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value === false ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, withoutEmpty(each)] as const)
    .filter(([, each]) => each !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
