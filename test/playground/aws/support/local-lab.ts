// A local AWS with one lab in it, quick enough for tests, and SDK clients that talk to it.

import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import {
  type AccountSeed,
  type LocalAws,
  startLocalAws,
  type Timings,
} from "../../../../src/playground/aws/local-aws.ts";

export const account = "111122223333";
export const otherAccount = "444455556666";
export const region = "us-west-2";

const quick: Timings = {
  submittedMs: 5,
  pendingMs: 5,
  runnableMs: 5,
  startingMs: 5,
  retryMs: 5,
  logLagMs: 5,
  graceMs: 200,
  secondMs: 5,
  memoryPollMs: 20,
  eventRetryBaseMs: 5,
  eventRetryMaxMs: 40,
  eventTimeoutMs: 300,
};

export type Lab = {
  aws: LocalAws;
  batch: BatchClient;
  logs: CloudWatchLogsClient;
  events: EventBridgeClient;
  sqs: SQSClient;
  sts: STSClient;
  iam: IAMClient;
  close: () => Promise<void>;
};

export type LabOptions = {
  timings?: Partial<Timings>;
  lab?: Partial<AccountSeed>;
  maxProcesses?: number;
};

export async function openLab({ timings, lab, maxProcesses = 8 }: LabOptions = {}): Promise<Lab> {
  const workFolder = await mkdtemp(join(tmpdir(), "local-aws-"));
  const aws = await startLocalAws({
    region,
    accounts: [{ ...labSeed(account), ...lab }, labSeed(otherAccount)],
    timings: { ...quick, ...timings },
    workFolder,
    maxProcesses,
    // The node that runs the tests, and the ordinary programs.
    path: `${dirname(process.execPath)}:/usr/bin:/bin`,
  });
  const clients = clientsOf(aws.url, { accessKeyId: `AKIALOCAL${account}`, secretAccessKey: "local" });
  return {
    aws,
    ...clients,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await aws.close();
      await rm(workFolder, { recursive: true, force: true });
    },
  };
}

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export function clientsOf(endpoint: string, credentials: Keys) {
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    batch: new BatchClient(config),
    logs: new CloudWatchLogsClient(config),
    events: new EventBridgeClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
    iam: new IAMClient(config),
  };
}

function labSeed(id: string): AccountSeed {
  return {
    account: id,
    computeEnvironments: [
      { name: "spot", maxvCpus: 4, type: "SPOT", instanceTypes: ["m5"], maxMemoryMiB: 65_536 },
      { name: "fargate", maxvCpus: 2, type: "FARGATE_SPOT" },
      { name: "broken", maxvCpus: 8, status: "INVALID", statusReason: "CLIENT_ERROR - no such subnet" },
    ],
    queues: [
      { name: "default", computeEnvironments: ["spot"] },
      { name: "fargate", computeEnvironments: ["fargate"] },
      { name: "broken", computeEnvironments: ["broken"] },
      { name: "closed", computeEnvironments: ["spot"], state: "DISABLED" },
      {
        name: "shared",
        computeEnvironments: ["spot"],
        schedulingPolicyArn: `arn:aws:batch:${region}:${id}:scheduling-policy/fair`,
      },
    ],
    definitions: [
      definition("hello", ["echo", "hello", "Ref::who"], { parameters: { who: "world" } }),
      definition("shell", ["sh", "-c", "Ref::script"], {}),
    ],
    roles: [
      `arn:aws:iam::${id}:role/open`,
      { arn: `arn:aws:iam::${id}:role/batchmate`, externalId: "lab-secret" },
      { arn: `arn:aws:iam::${id}:role/labs/jobs`, service: "ecs-tasks.amazonaws.com" },
    ],
  };
}

function definition(name: string, command: string[], rest: object): AccountSeed["definitions"][number] {
  return {
    jobDefinitionName: name,
    type: "container",
    containerProperties: {
      image: `${account}.dkr.ecr.${region}.amazonaws.com/${name}:1`,
      command,
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "1024" },
      ],
    },
    ...rest,
  };
}

type Received = { headers: IncomingHttpHeaders; body: string; at: number };
export type Receiver = {
  url: string;
  received: Received[];
  /** Decides the answer to the n-th request, counted from 0; undefined never answers. */
  answerWith: (
    answer: (n: number) => { status: number; headers?: Record<string, string> } | undefined,
  ) => void;
  close: () => Promise<void>;
};

/** What an API destination points to. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let decide: Parameters<Receiver["answerWith"]>[0] = () => ({ status: 202 });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const answer = decide(received.length);
    received.push({ headers: request.headers, body, at: Date.now() });
    if (answer) response.writeHead(answer.status, answer.headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws/events`,
    received,
    answerWith(answer) {
      decide = answer;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
