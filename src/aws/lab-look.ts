/** Looks at what a lab's account has, with read calls alone. Every look throws AwsTrouble. */
import {
  type JobDefinition as Described,
  DescribeJobDefinitionsCommand,
  type LogConfiguration,
} from "@aws-sdk/client-batch";
import { GetLogEventsCommand, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { AccountId } from "../domain/ids.ts";
import { isForPi } from "../domain/job/job-definition.ts";
import { defaultLogGroup } from "../domain/job/job-detail.ts";
import type { JobQueue } from "../domain/job/job-queue.ts";
import { limits } from "../domain/limits.ts";
import type { LogGroup, RoadSeen, RoleSeen } from "../domain/people/lab-check.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { Accounts, Actor } from "./accounts.ts";
import { callAws } from "./aws-trouble.ts";
import { toDefinition } from "./definitions.ts";
import { findingsOf } from "./event-route-findings.ts";
import { readEventRoute } from "./event-route-state.ts";
import { EventRouteTrouble } from "./event-route-trouble.ts";
import { queueRouteFindings, readQueueRoute } from "./queue-route.ts";
import { describeQueues } from "./queues.ts";

export type LabLook = {
  /** Takes the lab's role on anew, whatever session is kept: the account that it leads to. */
  enter(): Promise<AccountId>;
  /** Undefined where the lab's account has no role of that name. */
  role(name: string): Promise<RoleSeen | undefined>;
  queues(): Promise<JobQueue[]>;
  /** The road to the webhook whose parts' names begin so. */
  webhookRoad(name: string): Promise<RoadSeen>;
  queueRoad(queueUrl: string): Promise<RoadSeen>;
  /** Where the lab's definitions let jobs write, besides Batch's own group. */
  logGroups(): Promise<LogGroup[]>;
  /** Reads of it what is not there: to be let in is enough. */
  hasLogGroup(group: LogGroup): Promise<boolean>;
};

export function lookAtLab(accounts: Accounts, pi: Pi, actor: Actor): LabLook {
  return {
    enter: () => accounts.enter(pi, actor),
    role: (name) => findRole(accounts.iam(pi, actor), name),
    queues: () => describeQueues(accounts, pi, actor),
    webhookRoad: (name) => ofRoute(webhookRoad(accounts.events(pi, actor), name)),
    queueRoad: (queueUrl) => ofRoute(queueRoad(accounts.events(pi, actor), queueUrl)),
    logGroups: () => listLogGroups(accounts.batch(pi, actor), pi),
    hasLogGroup: ({ group, region }) => hasLogGroup(accounts.logs(pi, actor, region), group),
  };
}

/** Source: GetRole in the IAM API reference; the document is URL-encoded. */
async function findRole(
  client: ReturnType<Accounts["iam"]>,
  RoleName: string,
): Promise<RoleSeen | undefined> {
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    return { arn: Role?.Arn ?? "", trustPolicy: decoded(Role?.AssumeRolePolicyDocument ?? "") };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    return callAws(() => Promise.reject(error));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Events = ReturnType<Accounts["events"]>;

async function webhookRoad(client: Events, name: string): Promise<RoadSeen> {
  const state = await readEventRoute(client, name);
  const endpoint = state.destination?.InvocationEndpoint;
  const postsAs = state.rules.flatMap(({ targets }) => targets.flatMap(({ RoleArn }) => RoleArn ?? []))[0];
  return {
    road: { to: "webhook", name, ...(endpoint && { endpoint }), ...(postsAs && { postsAs }) },
    wrong: findingsOf(name, state, {}),
  };
}

async function queueRoad(client: Events, queueUrl: string): Promise<RoadSeen> {
  return { road: { to: "queue" }, wrong: queueRouteFindings(await readQueueRoute(client), queueUrl) };
}

/** What stands in the way is what AWS said, and not in which sentence it is told at a terminal. */
function ofRoute<T>(looking: Promise<T>): Promise<T> {
  return callAws(() =>
    looking.catch((error: unknown) => {
      throw error instanceof EventRouteTrouble ? (error.cause ?? error) : error;
    }),
  );
}

async function listLogGroups(client: ReturnType<Accounts["batch"]>, pi: Pi): Promise<LogGroup[]> {
  const groups = new Map<string, LogGroup>();
  let nextToken: string | undefined;
  for (let pages = 0; pages < limits.definitionPages; pages++) {
    const query = { status: "ACTIVE", maxResults: 100, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = await callAws(() => client.send(new DescribeJobDefinitionsCommand(query)));
    for (const described of page.jobDefinitions ?? []) {
      const definition = toDefinition(described);
      if (!isForPi(definition, pi)) continue;
      for (const found of logsOf(described).flatMap(groupOf))
        groups.set(`${found.region} ${found.group}`, {
          ...found,
          definition: `${definition.name}:${definition.revision}`,
        });
    }
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  return [...groups.values()].slice(0, limits.labLogGroups);
}

function logsOf({ containerProperties, ecsProperties, nodeProperties }: Described): LogConfiguration[] {
  const nodes = nodeProperties?.nodeRangeProperties ?? [];
  const tasks = [ecsProperties, ...nodes.map((node) => node.ecsProperties)].flatMap(
    (several) => several?.taskProperties ?? [],
  );
  const containers = [
    containerProperties,
    ...nodes.map(({ container }) => container),
    ...tasks.flatMap((task) => task.containers ?? []),
  ];
  return containers.flatMap((container) => container?.logConfiguration ?? []);
}

/** None where jobs write to Batch's own group, or not into CloudWatch. */
function groupOf({ logDriver, options = {} }: LogConfiguration): LogGroup[] {
  const { "awslogs-group": group, "awslogs-region": region, "awslogs-create-group": creates } = options;
  if (logDriver !== "awslogs" || group === undefined || group === defaultLogGroup) return [];
  return [{ group, ...(region === undefined ? {} : { region }), isMadeByJob: creates === "true" }];
}

/** Access is looked at before a stream is: who may not read hears that first. */
async function hasLogGroup(client: ReturnType<Accounts["logs"]>, logGroupName: string): Promise<boolean> {
  const command = new GetLogEventsCommand({
    logGroupName,
    logStreamName: "batchmate/access/check",
    limit: 1,
  });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return !/log group/i.test(error.message);
    return callAws(() => Promise.reject(error));
  }
}
