import {
  type BatchClient,
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
  DescribeJobsCommand,
  ListJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from "@aws-sdk/client-batch";
import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { Accounts } from "../../src/aws/accounts.ts";
import type { Aws } from "./aws.ts";
import { type AwsSpell, awsFate, clientError } from "./aws-fates.ts";
import { type BatchJob, detailOf } from "./batch-job.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { send, type Wire } from "./network.ts";
import type { Sabotage } from "./sabotage.ts";

export type AwsWire = Wire & {
  chance: Chance;
  faults: Faults;
  aws: Aws;
  spell(account: string): AwsSpell | undefined;
  /** A submission leaves the bot. */
  onSubmit(submission: string): void;
  sabotage: Sabotage | undefined;
};

/** AWS's clients as the bot is handed them: they understand the commands that the bot sends. */
export function awsAccounts(wire: AwsWire): Accounts {
  const client = (account: string) => ({
    send: (command: { constructor: { name: string } }) => {
      const operation = command.constructor.name.replace(/Command$/, "");
      if (command instanceof SubmitJobCommand)
        wire.onSubmit(command.input.tags?.["batchmate:submission"] ?? "");
      const fate = awsFate(wire, operation, wire.spell(account));
      return send(wire, `aws ${operation} ${account}${about(command)}`, {
        fate,
        deed: () => answer(wire, account, command),
      });
    },
  });
  return {
    batch: ({ account }) => client(account) as unknown as BatchClient,
    batchOnce: ({ account }) => client(account) as unknown as BatchClient,
    logs: ({ account }) => client(account) as unknown as CloudWatchLogsClient,
    iam: ({ account }) => client(account) as unknown as IAMClient,
    events: ({ account }) => client(account) as unknown as EventBridgeClient,
    enter: async ({ account }) => account,
    close: () => {},
  };
}

function about(command: object): string {
  if (command instanceof SubmitJobCommand) return ` ${command.input.jobName}`;
  if (command instanceof TerminateJobCommand) return ` ${command.input.jobId}`;
  if (command instanceof DescribeJobsCommand) return ` ${command.input.jobs?.map((id) => id.slice(0, 8))}`;
  return "";
}

function answer(wire: AwsWire, account: string, command: object): unknown {
  const { aws, clock, faults, sabotage } = wire;
  const known = (job: BatchJob): boolean =>
    job.describedFromMs <= clock.nowMs() && !faults.strikes("DescribeJobs leaves a job out");
  if (command instanceof SubmitJobCommand && sabotage === "submissions arrive twice")
    aws.submit(account, command.input);
  if (command instanceof SubmitJobCommand)
    return { jobId: aws.submit(account, command.input), jobName: command.input.jobName };
  if (command instanceof DescribeJobsCommand) {
    const jobs = (command.input.jobs ?? []).flatMap((id) => aws.find(account, id) ?? []);
    return { jobs: jobs.filter(known).map(detailOf) };
  }
  if (command instanceof ListJobsCommand) return listJobs(aws, account, { command, nowMs: clock.nowMs() });
  if (command instanceof TerminateJobCommand) {
    const { jobId = "", reason = "" } = command.input;
    if (aws.find(account, jobId) === undefined) throw clientError(`Job ${jobId} does not exist`);
    aws.terminate(account, jobId, reason);
    return {};
  }
  if (command instanceof DescribeJobQueuesCommand) return { jobQueues: [queue] };
  if (command instanceof DescribeComputeEnvironmentsCommand) return { computeEnvironments: [environment] };
  if (command instanceof DescribeJobDefinitionsCommand) return { jobDefinitions: [definition] };
  if (command instanceof GetLogEventsCommand) return logEvents(aws, account, command.input);
  throw new Error(`the simulated AWS does not know ${command.constructor.name}`);
}

type Listing = { command: ListJobsCommand; nowMs: number };

/** The name is compared without regard to case, and the newest comes first. */
function listJobs(aws: Aws, account: string, { command, nowMs }: Listing) {
  const [name = ""] = command.input.filters?.[0]?.values ?? [];
  const found = aws
    .jobs()
    .filter((job) => job.account === account && job.listedFromMs <= nowMs)
    .filter(({ request }) => request.jobName?.toLowerCase() === name.toLowerCase())
    .toReversed();
  return { jobSummaryList: found.map(({ id, request }) => ({ jobId: id, jobName: request.jobName })) };
}

function logEvents(aws: Aws, account: string, input: GetLogEventsCommand["input"]) {
  const [, , id = ""] = input.logStreamName?.split("/") ?? [];
  const job = aws.find(account, id);
  if (job === undefined)
    throw new ResourceNotFoundException({
      $metadata: {},
      message: "The specified log stream does not exist.",
    });
  const lines = input.nextToken === undefined ? ["reading NA12878", "Traceback", "KeyError: 'chr7'"] : [];
  return {
    events: lines.map((message, index) => ({ timestamp: (job.startedAtMs ?? 0) + index, message })),
    nextForwardToken: "f/1",
    nextBackwardToken: "b/1",
  };
}

const environment = {
  computeEnvironmentName: "spot",
  computeEnvironmentArn: "arn:aws:batch:us-west-2:111122223333:compute-environment/spot",
  state: "ENABLED",
  status: "VALID",
  type: "MANAGED",
  computeResources: { type: "SPOT", maxvCpus: 256, subnets: [], instanceTypes: ["optimal"] },
};

const queue = {
  jobQueueName: "default",
  jobQueueArn: "arn:aws:batch:us-west-2:111122223333:job-queue/default",
  state: "ENABLED",
  status: "VALID",
  priority: 1,
  computeEnvironmentOrder: [{ order: 1, computeEnvironment: environment.computeEnvironmentArn }],
};

const definition = {
  jobDefinitionName: "hello",
  jobDefinitionArn: "arn:aws:batch:us-west-2:111122223333:job-definition/hello:1",
  revision: 1,
  status: "ACTIVE",
  type: "container",
  containerProperties: {
    image: "busybox:1.36",
    command: ["true"],
    resourceRequirements: [
      { type: "VCPU", value: "1" },
      { type: "MEMORY", value: "512" },
    ],
  },
};
