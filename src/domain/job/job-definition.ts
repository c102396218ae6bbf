import type { Pi } from "../people/pi.ts";
import type { JobSize } from "./report.ts";

/** One revision of a Batch job definition, as far as a submission needs it. */
export type JobDefinition = {
  name: string;
  revision: number;
  active: boolean;
  kind: "container" | "multi-container" | "multi-node" | "kubernetes";
  /** ARNs of the roles its containers run under; a Kubernetes service account stands as its name. */
  jobRoles: readonly string[];
  image?: string;
  command?: readonly string[];
  /** Its own variables, which every job of it gets. Absent where it has none. */
  environment?: Readonly<Record<string, string>>;
  /** Default values. */
  parameters: Readonly<Record<string, string>>;
  /** Of one machine; of several nodes that of the main one. */
  size: JobSize;
  /** What runs together, where that is more than one container. */
  layout?: JobLayout;
  attempts: number;
  timeoutSeconds?: number;
  fargate: boolean;
};

/** A task or a pod is a layout of one node. */
export type JobLayout = {
  nodes: number;
  mainNode: number;
  /** Ranges may nest, and then the narrower one counts. `targetNodes` as Batch writes it: `0:3`. */
  ranges: readonly { targetNodes: string; containers: readonly SizedPart[] }[];
};

export type SizedPart = { name?: string; size: JobSize };

/** All parameters of a definition, those that its command names first; without a default one has to be given. */
export function parametersOf(
  { command, parameters }: Pick<JobDefinition, "command" | "parameters">,
  given: readonly string[] | undefined,
): { name: string; fallback?: string }[] {
  const names = new Set([...namedIn(given ?? command), ...Object.keys(parameters)]);
  return [...names].map((name) => {
    const fallback = parameters[name];
    return fallback === undefined ? { name } : { name, fallback };
  });
}

/** Parameters that the command names as `Ref::name` and that have no default. */
export function requiredParameters(definition: JobDefinition, command = definition.command): string[] {
  return namedIn(command).filter((name) => !(name in definition.parameters));
}

function namedIn(command: readonly string[] | undefined): string[] {
  const named = (command ?? []).flatMap((word) =>
    [...word.matchAll(/Ref::([A-Za-z0-9_-]+)/g)].map((match) => match[1] ?? ""),
  );
  return [...new Set(named)];
}

/** Whether the definition may be used under a PI: every role in it is the PI's, or it has none. */
export function carriesRole(definition: Pick<JobDefinition, "jobRoles">, jobRole: string): boolean {
  return definition.jobRoles.every(
    (role) => role === jobRole || (!jobRole.startsWith("arn:") && role.split("/").at(-1) === jobRole),
  );
}

/** Whether the lab may use the definition at all: what it may not, is not offered either. */
export function isForPi(definition: JobDefinition, pi: Pi): boolean {
  return isListed(definition, pi) && carriesRole(definition, pi.jobRole);
}

/** A lab without a list of definitions may use any that carries its role, or none. */
export function isListed(definition: Pick<JobDefinition, "name">, { definitions }: Pi): boolean {
  return definitions === undefined || definitions.some((glob) => matchesGlob(glob, definition.name));
}

/** `*` stands for anything, the rest for itself. */
export function matchesGlob(glob: string, name: string): boolean {
  const pattern = glob
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`, "s").test(name);
}
