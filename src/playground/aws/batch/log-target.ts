import type { Job } from "./job.ts";
import type { Part } from "./parts.ts";

type Task = { id: string; region: string };

/** Where an attempt's lines go; undefined for a log driver that is not CloudWatch's. */
export function logTarget(
  { definition }: Job,
  { name, properties }: Part,
  { id, region }: Task,
): { group: string; stream: string; region: string } | undefined {
  const { logDriver = "awslogs", options = {} } = properties.logConfiguration ?? {};
  if (logDriver !== "awslogs") return undefined;
  const prefix = options["awslogs-stream-prefix"] ?? definition.name.slice(0, 200);
  return {
    group: logGroup({ container: properties }),
    stream: `${prefix}/${name}/${id}`,
    region: options["awslogs-region"] ?? region,
  };
}

export function logGroup({ container }: Pick<Job, "container">): string {
  return container.logConfiguration?.options?.["awslogs-group"] ?? "/aws/batch/job";
}
