import type { Job } from "./job.ts";

/** Where an attempt's lines go; undefined for a log driver that is not CloudWatch's. */
export function logTarget(
  job: Job,
  taskId: string,
  region: string,
): { group: string; stream: string; region: string } | undefined {
  const { logDriver = "awslogs", options = {} } = job.container.logConfiguration ?? {};
  if (logDriver !== "awslogs") return undefined;
  const prefix = options["awslogs-stream-prefix"] ?? job.definition.name.slice(0, 200);
  return {
    group: logGroup(job),
    stream: `${prefix}/default/${taskId}`,
    region: options["awslogs-region"] ?? region,
  };
}

export function logGroup({ container }: Job): string {
  return container.logConfiguration?.options?.["awslogs-group"] ?? "/aws/batch/job";
}
