import {
  type ComputeEnvironmentDetail,
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  type JobQueueDetail,
} from "@aws-sdk/client-batch";
import type { ComputeEnvironment, JobQueue } from "../domain/job/job-queue.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { Accounts, Actor } from "./accounts.ts";
import { callAws } from "./aws-trouble.ts";

/** The job queues a PI may use, with the compute environments behind them. Throws AwsTrouble. */
export async function describeQueues(accounts: Accounts, pi: Pi, actor: Actor): Promise<JobQueue[]> {
  const client = accounts.batch(pi, actor);
  const [queues, environments] = await Promise.all([
    allPages(async (nextToken) => {
      const page = await callAws(() =>
        client.send(new DescribeJobQueuesCommand({ maxResults: 100, ...nextToken })),
      );
      return { items: page.jobQueues ?? [], nextToken: page.nextToken };
    }),
    allPages(async (nextToken) => {
      const page = await callAws(() =>
        client.send(new DescribeComputeEnvironmentsCommand({ maxResults: 100, ...nextToken })),
      );
      return { items: page.computeEnvironments ?? [], nextToken: page.nextToken };
    }),
  ]);
  const byArn = new Map(environments.map((environment) => [environment.computeEnvironmentArn, environment]));
  return queues
    .filter((queue) => pi.queues === undefined || pi.queues.includes(queue.jobQueueName ?? ""))
    .map((queue) => toQueue(queue, byArn));
}

type Page<T> = { items: readonly T[]; nextToken: string | undefined };

async function allPages<T>(read: (nextToken: { nextToken?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let nextToken: string | undefined;
  do {
    const page = await read(nextToken === undefined ? {} : { nextToken });
    all.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

function toQueue(
  queue: JobQueueDetail,
  byArn: ReadonlyMap<string | undefined, ComputeEnvironmentDetail>,
): JobQueue {
  const order = [...(queue.computeEnvironmentOrder ?? [])].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  return {
    name: queue.jobQueueName ?? "",
    enabled: queue.state === "ENABLED",
    // A queue that is being updated still takes jobs.
    valid: queue.status === "VALID" || queue.status === "UPDATING",
    ...(queue.statusReason === undefined ? {} : { statusReason: queue.statusReason }),
    fairShare: queue.schedulingPolicyArn !== undefined,
    environments: order.flatMap(({ computeEnvironment }) => {
      const environment = byArn.get(computeEnvironment);
      return environment === undefined ? [] : [toEnvironment(environment)];
    }),
  };
}

function toEnvironment(environment: ComputeEnvironmentDetail): ComputeEnvironment {
  const resources = environment.computeResources;
  return {
    name: environment.computeEnvironmentName ?? "",
    enabled: environment.state === "ENABLED",
    valid: environment.status === "VALID" || environment.status === "UPDATING",
    ...(environment.statusReason === undefined ? {} : { statusReason: environment.statusReason }),
    kind: kindOf(environment),
    ...(resources?.maxvCpus === undefined ? {} : { maxVcpus: resources.maxvCpus }),
    instanceTypes: resources?.instanceTypes ?? [],
  };
}

function kindOf(environment: ComputeEnvironmentDetail): ComputeEnvironment["kind"] {
  if (environment.eksConfiguration !== undefined) return "EKS";
  const type = environment.computeResources?.type;
  return type === "EC2" || type === "SPOT" || type === "FARGATE" || type === "FARGATE_SPOT"
    ? type
    : "unmanaged";
}
