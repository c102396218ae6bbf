/**
 * Reads what AWS tells of one job. The `detail` of a "Batch Job State Change" event and a JobDetail of DescribeJobs
 * have one shape. Reading is lenient, because AWS may add a property at any time and old events lack some: what is
 * ill-typed or unknown is left out, and only a job without a name, id, queue, definition or status is not one.
 */

import type { AccountId, BatchId } from "../ids.ts";
import { limits } from "../limits.ts";
import { maskSecrets, maskValues } from "../secrets/secret.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { Attempt, AttemptContainer } from "./attempt.ts";
import { type Container, type JobDetail, jobDetail } from "./job-detail-shape.ts";
import { eksSize, mainRange, type SizedContainer, sizeOf } from "./job-size.ts";
import type { JobSize, LogPlace, Report } from "./report.ts";

export type Seen = { account: AccountId; region: string; observedAtMs: number };

export type ReadDetail = { ok: true; report: Report } | { ok: false; why: string };

/** Environment and command are not even looked at, so a report cannot carry a secret out of them. */
export function readJobDetail(detail: unknown, seen: Seen): ReadDetail {
  const parsed = jobDetail.safeParse(detail);
  if (!parsed.success) {
    const fields = new Set(parsed.error.issues.map((issue) => issue.path[0] ?? "detail"));
    return { ok: false, why: `missing or malformed: ${[...fields].join(", ")}` };
  }
  const job = parsed.data;
  const foreign = [job.jobArn, job.jobQueue].find((arn) => (accountOf(arn) ?? seen.account) !== seen.account);
  if (foreign !== undefined) return { ok: false, why: "names another account than the one it came from" };
  return { ok: true, report: reportOf(job, seen) };
}

function reportOf(job: JobDetail, seen: Seen): Report {
  const container = shownContainer(job);
  const places = placesOf(job, container);
  return withoutUndefined({
    account: seen.account,
    region: seen.region,
    batchId: job.jobId as BatchId,
    jobName: job.jobName,
    queue: nameOf(job.jobQueue),
    definition: nameOf(job.jobDefinition),
    status: job.status,
    statusReason: cleanReason(job.statusReason),
    observedAtMs: seen.observedAtMs,
    createdAtMs: job.createdAt,
    startedAtMs: job.startedAt,
    stoppedAtMs: job.stoppedAt,
    attempts: attemptsOf(job, places),
    current: currentOf(job, container, places),
    isTerminated: job.isTerminated,
    isCancelled: job.isCancelled,
    array: arrayOf(job),
    nodes: nodesOf(job),
    parameters: maskValues(job.parameters ?? {}),
    size: jobSize(job),
    image: container?.image,
    logs: logPlace(job, container),
    maxAttempts: job.retryStrategy?.attempts ?? 1,
    timeoutSeconds: job.timeout?.attemptDurationSeconds,
    tags: ownTags(job.tags),
    platform: platformOf(job),
  });
}

/** What holds of a container in every attempt. */
type Asked = Pick<AttemptContainer, "logs" | "essential">;
type Places = ReadonlyMap<string | undefined, Asked>;

/** Of several containers each has a log configuration of its own; by their names. */
function placesOf(job: JobDetail, shown: Partial<Container> | undefined): Places {
  const own = logPlace(job, shown);
  return new Map(
    severalOf(job).map((container): [string | undefined, Asked] => {
      const { group, region } = logPlace(job, container) ?? {};
      const isAsTheJobs = group === own?.group && region === own?.region;
      return [
        container.name,
        withoutUndefined({
          logs: isAsTheJobs ? undefined : withoutUndefined({ group, region }),
          essential: container.essential === false ? (false as const) : undefined,
        }),
      ];
    }),
  );
}

function severalOf(job: JobDetail): Container[] {
  return containersOf(job.ecsProperties ?? mainNodeRange(job)?.ecsProperties);
}

/** Batch lists an attempt once it has ended; of the one that runs the containers themselves tell. */
function currentOf(job: JobDetail, shown: Partial<Container> | undefined, places: Places): Report["current"] {
  const logStream = shown?.logStreamName;
  if (logStream === undefined) return undefined;
  const several = severalOf(job).toSorted((a, b) => Number(b === shown) - Number(a === shown));
  if (several.length < 2) return { logStream };
  const containers = several.map(
    ({ name, logStreamName }): AttemptContainer =>
      withoutUndefined({ name, logStream: logStreamName, ...places.get(name) }),
  );
  return { logStream, containers };
}

function attemptsOf(job: JobDetail, places: Places): Attempt[] {
  const ecs = job.attempts.map((attempt) => {
    const several = attempt.taskProperties.flatMap((task) => task.containers);
    const one = attempt.container === undefined ? [] : [attempt.container];
    return attemptOf(attempt, several.length > 0 ? several : one, places);
  });
  if (ecs.length > 0) return ecs;
  return job.eksAttempts.map((attempt) =>
    attemptOf(attempt, [...attempt.containers, ...attempt.initContainers], places),
  );
}

/** AWS's words, or whatever somebody gave as a reason: bounded, and without the secrets that it may name. */
function cleanReason(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : maskSecrets(reason.slice(0, limits.reasonLength)).text;
}

type Ended = { name?: string | undefined; exitCode?: number | undefined; reason?: string | undefined };
type Times = {
  startedAt?: number | undefined;
  stoppedAt?: number | undefined;
  statusReason?: string | undefined;
};

function attemptOf(
  times: Times,
  containers: readonly (Ended & { logStreamName?: string | undefined })[],
  places: Places,
): Attempt {
  return withoutUndefined({
    startedAtMs: times.startedAt,
    stoppedAtMs: times.stoppedAt,
    statusReason: cleanReason(times.statusReason),
    containers: containers.map(({ name, exitCode, reason, logStreamName }): AttemptContainer => {
      const { logs, essential } = places.get(name) ?? {};
      return withoutUndefined({
        name,
        essential,
        exitCode,
        reason: cleanReason(reason),
        logStream: logStreamName,
        logs: logStreamName === undefined ? undefined : logs,
      });
    }),
  });
}

/** The container whose image and log a person means: of several the first essential one, of nodes the main one's. */
function shownContainer(job: JobDetail): Partial<Container> | undefined {
  const node = mainNodeRange(job);
  const several = containersOf(job.ecsProperties ?? node?.ecsProperties);
  const pod = (job.eksProperties ?? node?.eksProperties)?.podProperties?.containers[0];
  return (
    several.find((one) => one.essential !== false) ??
    several[0] ??
    job.container ??
    node?.container ??
    (pod?.image === undefined ? undefined : { image: pod.image })
  );
}

/** Of one child, and of one node: what a machine must have, not the sum. */
function jobSize(job: JobDetail): JobSize {
  const node = mainNodeRange(job);
  const pod = (job.eksProperties ?? node?.eksProperties)?.podProperties;
  if (pod !== undefined) return eksSize(pod.containers);
  const several: SizedContainer[] = containersOf(job.ecsProperties ?? node?.ecsProperties);
  const one = job.container ?? node?.container;
  return sizeOf(several.length > 0 || one === undefined ? several : [one]);
}

function containersOf(properties: JobDetail["ecsProperties"]): Container[] {
  return properties?.taskProperties.flatMap((task) => task.containers) ?? [];
}

function mainNodeRange(job: JobDetail) {
  return mainRange(job.nodeProperties?.nodeRangeProperties ?? [], job.nodeProperties?.mainNode ?? 0);
}

/** Where Batch lets jobs write that say nothing else. */
export const defaultLogGroup = "/aws/batch/job";

/** A job without a log configuration of its own writes to CloudWatch. Source: AWS Batch User Guide, awslogs driver. */
function logPlace(job: JobDetail, shown: Partial<Container> | undefined): LogPlace | undefined {
  if (platformOf(job) === "EKS") return { driver: "kubernetes" };
  if (shown === undefined) return undefined;
  const { logDriver, options } = shown.logConfiguration ?? { logDriver: "awslogs", options: {} };
  if (logDriver !== "awslogs") return { driver: logDriver };
  return withoutUndefined({
    driver: logDriver,
    group: options["awslogs-group"] ?? defaultLogGroup,
    region: options["awslogs-region"],
  });
}

function platformOf(job: JobDetail): Report["platform"] {
  if (
    job.eksProperties !== undefined ||
    job.eksAttempts.length > 0 ||
    mainNodeRange(job)?.eksProperties !== undefined
  )
    return "EKS";
  if (job.container?.fargatePlatformConfiguration !== undefined) return "FARGATE";
  const [platform, another] = job.platformCapabilities;
  if (another !== undefined) return "unknown";
  if (platform === "EC2" || platform === "MANAGED_INSTANCES") return "EC2";
  return platform === "FARGATE" ? "FARGATE" : "unknown";
}

function arrayOf(job: JobDetail): Report["array"] {
  const child = /:(\d+)$/.exec(job.jobId)?.[1];
  const index = job.arrayProperties?.index ?? (child === undefined ? undefined : Number(child));
  const { size, statusSummary: counts } = job.arrayProperties ?? {};
  if (index === undefined && size === undefined) return undefined;
  return withoutUndefined({ index, size, counts });
}

/** A node of it names them too, and is none of these. */
function nodesOf({ jobId, nodeProperties }: JobDetail): Report["nodes"] {
  const { numNodes: count, mainNode: main = 0 } = nodeProperties ?? {};
  return count === undefined || jobId.includes("#") ? undefined : { count, main };
}

/** AWS puts the job's ARN among its tags. */
function ownTags({ resourceArn: _, ...tags }: Record<string, string>): Record<string, string> {
  return tags;
}

/** What stands behind the last slash of an ARN; a name is left as it is. */
function nameOf(arn: string): string {
  return arn.startsWith("arn:") ? arn.slice(arn.lastIndexOf("/") + 1) : arn;
}

function accountOf(arn: string | undefined): string | undefined {
  return arn?.startsWith("arn:") ? arn.split(":")[4] : undefined;
}
