/** Fields that people write where AWS does not look for them. */
import { nearest } from "../../../domain/nearest.ts";
import { code } from "../../typing/quote.ts";

export type Misplaced = {
  what: string;
  /** The object it belongs in, and its name there, where that is sure. */
  into?: string;
  name?: string;
};

export function misplaced({
  key,
  inner,
  isTop,
}: {
  key: string;
  inner: unknown;
  isTop: boolean;
}): Misplaced | undefined {
  const near = isTop ? nearest(key, Object.keys(homes)) : undefined;
  const name = canonical.get(key.toLowerCase()) ?? near ?? key;
  if (ofDefinitions.has(name))
    return {
      what: `${code(key)} belongs to the job definition and cannot be changed for one job: leave it out, or use a definition that has it.`,
    };
  if (ofAnswers.has(name))
    return { what: `${code(key)} is what AWS answers about a job, not what one submits: leave it out.` };
  const into = isTop && Object.hasOwn(homes, name) ? homes[name] : undefined;
  if (into === undefined) return undefined;
  return {
    what: `${code(key)} belongs in ${code(into)}: write ${code(`"${into}": {"${name}": ${short(inner)}}`)}.`,
    into,
    name,
  };
}

/** What could not be read has no JSON. */
function short(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  return json === undefined || json.length > 60 ? "…" : json;
}

const homes: Readonly<Record<string, string>> = {
  command: "containerOverrides",
  environment: "containerOverrides",
  resourceRequirements: "containerOverrides",
  vcpus: "containerOverrides",
  memory: "containerOverrides",
  instanceType: "containerOverrides",
  size: "arrayProperties",
  attempts: "retryStrategy",
  evaluateOnExit: "retryStrategy",
  attemptDurationSeconds: "timeout",
};

const ofDefinitions: ReadonlySet<string> = new Set([
  "containerProperties",
  "nodeProperties",
  "ecsProperties",
  "eksProperties",
  "jobDefinitionName",
  "platformCapabilities",
  "schedulingPriority",
  "image",
  "jobRoleArn",
  "executionRoleArn",
  "volumes",
  "mountPoints",
  "ulimits",
  "privileged",
  "readonlyRootFilesystem",
  "user",
  "linuxParameters",
  "logConfiguration",
  "secrets",
  "networkConfiguration",
  "fargatePlatformConfiguration",
  "ephemeralStorage",
  "runtimePlatform",
  "repositoryCredentials",
]);

const ofAnswers: ReadonlySet<string> = new Set([
  "jobArn",
  "jobId",
  "jobs",
  "status",
  "statusReason",
  "createdAt",
  "startedAt",
  "stoppedAt",
  "container",
  "ResponseMetadata",
]);

/** People write them with other capitals as well. */
const canonical: ReadonlyMap<string, string> = new Map(
  [...Object.keys(homes), ...ofDefinitions, ...ofAnswers].map((name) => [name.toLowerCase(), name]),
);
