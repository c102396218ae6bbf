/** The part of AWS's JobDetail that is read, with each ill-typed property taken for a missing one. */
import { z } from "zod";
import { limits } from "../limits.ts";
import type { BatchStatus } from "./report.ts";

const texts = z
  .unknown()
  .optional()
  .transform((value) => textEntries(value));
const text = z.string().min(1).optional().catch(undefined);
const number = z.number().finite().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** Zero stands for "not yet" in some answers. */
const timeMs = z.number().positive().optional().catch(undefined);

/** A list whose ill-typed members are left out; of a longer one than AWS ever sends, the first. */
function listOf<T>(item: z.ZodType<T>, most = 1_000) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((list) => list.slice(0, most).flatMap((one) => item.safeParse(one).data ?? []));
}

const container = z.object({
  name: text,
  image: text,
  essential: flag,
  exitCode: number,
  reason: text,
  logStreamName: text,
  vcpus: number,
  memory: number,
  resourceRequirements: listOf(z.object({ type: z.string(), value: z.coerce.number() })),
  logConfiguration: z.object({ logDriver: z.string(), options: texts }).optional().catch(undefined),
  fargatePlatformConfiguration: z.unknown().optional(),
});

const ecsProperties = z
  .object({ taskProperties: listOf(z.object({ containers: listOf(container) })) })
  .optional()
  .catch(undefined);

const eksContainer = z.object({
  name: text,
  image: text,
  exitCode: number,
  reason: text,
  resources: z.object({ limits: texts, requests: texts }).optional().catch(undefined),
});

const eksProperties = z
  .object({
    podProperties: z
      .object({ containers: listOf(eksContainer) })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);

const attemptTimes = { startedAt: timeMs, stoppedAt: timeMs, statusReason: text };

export const jobDetail = z.object({
  jobArn: text,
  jobId: z.string().regex(/^[A-Za-z0-9-]{1,64}([:#]\d{1,5})?$/),
  jobName: z.string().min(1).max(1_000),
  jobQueue: z.string().min(1),
  jobDefinition: z.string().min(1),
  status: z.enum(["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"]),
  statusReason: text,
  createdAt: timeMs,
  startedAt: timeMs,
  stoppedAt: timeMs,
  isTerminated: flag,
  isCancelled: flag,
  parameters: texts,
  tags: texts,
  platformCapabilities: listOf(z.string()),
  retryStrategy: z.object({ attempts: z.int().positive() }).optional().catch(undefined),
  timeout: z.object({ attemptDurationSeconds: number }).optional().catch(undefined),
  arrayProperties: z
    .object({ index: number, size: number, statusSummary: z.unknown().optional().transform(countsOf) })
    .optional()
    .catch(undefined),
  container: container.optional().catch(undefined),
  ecsProperties,
  eksProperties,
  nodeProperties: z
    .object({
      mainNode: number,
      numNodes: number,
      nodeRangeProperties: listOf(
        z.object({
          targetNodes: z.string().catch("0:"),
          container: container.optional().catch(undefined),
          ecsProperties,
          eksProperties,
        }),
      ),
    })
    .optional()
    .catch(undefined),
  attempts: listOf(
    z.object({
      ...attemptTimes,
      container: container.optional().catch(undefined),
      taskProperties: listOf(z.object({ containers: listOf(container) })),
    }),
    limits.attempts,
  ),
  eksAttempts: listOf(
    z.object({ ...attemptTimes, containers: listOf(eksContainer), initContainers: listOf(eksContainer) }),
    limits.attempts,
  ),
});

export type JobDetail = z.infer<typeof jobDetail>;
export type Container = z.infer<typeof container>;

const statuses: ReadonlySet<string> = new Set(jobDetail.shape.status.options);

function countsOf(value: unknown): Partial<Record<BatchStatus, number>> | undefined {
  const counts = Object.entries(isObject(value) ? value : {}).filter(
    ([status, count]) => statuses.has(status) && typeof count === "number",
  );
  return counts.length === 0
    ? undefined
    : (Object.fromEntries(counts) as Partial<Record<BatchStatus, number>>);
}

function textEntries(value: unknown): Record<string, string> {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
