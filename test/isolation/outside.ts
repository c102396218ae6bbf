/** Slack and AWS as they answer at once, and what was asked of them. */
import {
  type BatchClient,
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
  DescribeJobsCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from "@aws-sdk/client-batch";
import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  ResourceNotFoundException as NoSuchPart,
} from "@aws-sdk/client-eventbridge";
import { GetRoleCommand, type IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { WebClient } from "@slack/web-api";
import type { Accounts, Actor } from "../../src/aws/accounts.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import { bot, owner, type Person, people, peters, team } from "./people.ts";

/** One call to Slack, be it of the API or through a `response_url`. */
export type SlackCall = { method: string; args: Record<string, unknown> };

export type AwsCall = { operation: string; pi: string; account: string; by: string };

/** As DescribeJobs tells it. */
export type Detail = { jobId: string } & Record<string, unknown>;

export type Outside = ReturnType<typeof openOutside>;

export function openOutside(standingOf: (user: string) => Person | undefined) {
  const slack: SlackCall[] = [];
  const aws: AwsCall[] = [];
  const jobs = new Map<string, Detail>();
  let ts = 0;

  const told = (user: string) => {
    const person = standingOf(user);
    return {
      id: user,
      team_id: team,
      name: user.slice(2).toLowerCase(),
      real_name: `Dr ${user.slice(2)}`,
      deleted: person?.standing === "deactivated",
      is_restricted: person?.standing === "guest",
    };
  };
  const answers: Record<string, (args: Record<string, unknown>) => object> = {
    "auth.test": () => ({ team_id: team, bot_id: bot.botId, user_id: bot.userId }),
    "users.info": ({ user }) => ({ user: told(String(user)) }),
    "users.list": () => ({ members: everybody.map(told) }),
    "conversations.open": ({ users }) => ({ channel: { id: `D${String(users).slice(1)}` } }),
    "conversations.info": ({ channel }) => ({
      channel: { id: channel, is_ext_shared: false, is_member: true },
    }),
    "conversations.members": () => ({ members: [] }),
    "chat.postMessage": ({ channel }) => ({ channel, ts: `1.${++ts}` }),
    "chat.getPermalink": () => ({ permalink: "https://hutch.slack.com/archives/C0PETERS/p1" }),
    "views.open": () => ({ view: { id: "V1", hash: "h1" } }),
    "views.update": () => ({ view: { id: "V1", hash: "h2" } }),
  };

  const client = (path: readonly string[]): unknown =>
    new Proxy(() => {}, {
      get: (_target, name) =>
        typeof name === "string" && name !== "then" ? client([...path, name]) : undefined,
      apply: async (_target, _this, [args = {}]: [Record<string, unknown>?]) => {
        const method = path.join(".");
        slack.push({ method, args });
        return { ok: true, ...answers[method]?.(args) };
      },
    });

  const send = (pi: Pi, actor: Actor) => async (command: object) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    const by = actor === "system" ? actor : actor.member;
    aws.push({ operation, pi: pi.name, account: pi.account, by });
    return answer(pi, command);
  };
  const accounts = {
    batch: (pi: Pi, actor: Actor) => ({ send: send(pi, actor) }) as unknown as BatchClient,
    batchOnce: (pi: Pi, actor: Actor) => ({ send: send(pi, actor) }) as unknown as BatchClient,
    logs: (pi: Pi, actor: Actor) => ({ send: send(pi, actor) }) as unknown as CloudWatchLogsClient,
    iam: (pi: Pi, actor: Actor) => ({ send: send(pi, actor) }) as unknown as IAMClient,
    events: (pi: Pi, actor: Actor) => ({ send: send(pi, actor) }) as unknown as EventBridgeClient,
    enter: async (pi: Pi, actor: Actor) => {
      await send(pi, actor)(new GetCallerIdentityCommand({}));
      return pi.account;
    },
    close: () => {},
  } satisfies Accounts;

  const answer = (pi: Pi, command: object): object => {
    if (command instanceof SubmitJobCommand) {
      const jobId = `${String(++ts).padStart(8, "0")}-0000-4000-8000-00000000aaaa`;
      jobs.set(jobId, jobDetail({ jobId, jobName: command.input.jobName ?? "", status: "RUNNABLE" }));
      return { jobId };
    }
    if (command instanceof DescribeJobsCommand)
      return { jobs: (command.input.jobs ?? []).flatMap((id) => jobs.get(id) ?? []) };
    if (command instanceof DescribeJobQueuesCommand) return { jobQueues: [queueOf(pi)] };
    if (command instanceof DescribeComputeEnvironmentsCommand)
      return { computeEnvironments: [environmentOf(pi)] };
    if (command instanceof DescribeJobDefinitionsCommand) return { jobDefinitions: [definitionOf(pi)] };
    if (command instanceof RegisterJobDefinitionCommand) return { revision: 2 };
    if (command instanceof TerminateJobCommand) return {};
    if (command instanceof GetLogEventsCommand) {
      const [, , id = ""] = command.input.logStreamName?.split("/") ?? [];
      if (pi.name !== peters.name || !jobs.has(id))
        throw new ResourceNotFoundException({ $metadata: {}, message: "The log stream does not exist." });
      return {
        events: command.input.nextToken === undefined ? logLines : [],
        nextForwardToken: "f/1",
        nextBackwardToken: "b/1",
      };
    }
    if (command instanceof GetCallerIdentityCommand) return {};
    if (command instanceof GetRoleCommand)
      throw new NoSuchEntityException({ $metadata: {}, message: "none" });
    if (isOfRoad(command)) throw new NoSuchPart({ $metadata: {}, message: "none" });
    throw new Error(`nobody answers ${command.constructor.name}`);
  };

  const responses = async (url: unknown, { body }: { body?: unknown } = {}): Promise<Response> => {
    slack.push({ method: "response_url", args: { url: String(url), ...JSON.parse(String(body)) } });
    return new Response("ok");
  };

  return { webClient: client([]) as WebClient, accounts, fetch: responses as typeof fetch, slack, aws, jobs };
}

function isOfRoad(command: object): boolean {
  const parts = [DescribeConnectionCommand, DescribeApiDestinationCommand, DescribeRuleCommand];
  return parts.some((part) => command instanceof part);
}

export function jobDetail({
  jobId,
  jobName,
  status,
}: {
  jobId: string;
  jobName: string;
  status: string;
}): Detail {
  const isOver = status === "FAILED" || status === "SUCCEEDED";
  const logStreamName = `hello/default/${jobId}`;
  const arn = (kind: string, name: string) => `arn:aws:batch:us-west-2:111122223333:${kind}/${name}`;
  return {
    jobId,
    jobName,
    jobArn: arn("job", jobId),
    jobQueue: arn("job-queue", "default"),
    jobDefinition: arn("job-definition", "hello:1"),
    status,
    createdAt: 1_000,
    ...(isOver || status === "RUNNING" ? { startedAt: 2_000 } : {}),
    ...(isOver ? { stoppedAt: 3_000 } : {}),
    attempts: isOver
      ? [
          {
            startedAt: 2_000,
            stoppedAt: 3_000,
            container: { exitCode: status === "FAILED" ? 1 : 0, logStreamName },
          },
        ]
      : [],
    parameters: {},
    container: { ...container, ...(isOver || status === "RUNNING" ? { logStreamName } : {}) },
  };
}

const everybody = [owner, ...Object.values(people).map(({ id }) => id)];

const logLines = Array.from({ length: 3 }, (_, n) => ({ timestamp: 1_000 + n, message: `read sample ${n}` }));

const container = {
  image: "busybox:1.36",
  command: ["true"],
  resourceRequirements: [
    { type: "VCPU", value: "1" },
    { type: "MEMORY", value: "512" },
  ],
};

const batchArn = ({ account }: Pi, kind: string, name: string) =>
  `arn:aws:batch:us-west-2:${account}:${kind}/${name}`;

const environmentOf = (pi: Pi) => ({
  computeEnvironmentName: "spot",
  computeEnvironmentArn: batchArn(pi, "compute-environment", "spot"),
  state: "ENABLED",
  status: "VALID",
  type: "MANAGED",
  computeResources: { type: "SPOT", maxvCpus: 256, subnets: [], instanceTypes: ["optimal"] },
});

const queueOf = (pi: Pi) => ({
  jobQueueName: "default",
  jobQueueArn: batchArn(pi, "job-queue", "default"),
  state: "ENABLED",
  status: "VALID",
  priority: 1,
  computeEnvironmentOrder: [{ order: 1, computeEnvironment: batchArn(pi, "compute-environment", "spot") }],
});

const definitionOf = (pi: Pi) => ({
  jobDefinitionName: "hello",
  jobDefinitionArn: batchArn(pi, "job-definition", "hello:1"),
  revision: 1,
  status: "ACTIVE",
  type: "container",
  containerProperties: container,
});
