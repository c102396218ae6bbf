// A local AWS for the playground and for tests: Batch whose jobs are real processes, CloudWatch Logs,
// EventBridge, SQS, STS and IAM, spoken to through the SDKs by way of AWS_ENDPOINT_URL.

import type { AddressInfo } from "node:net";
import { createBatchAccount } from "./batch/batch-account.ts";
import { batchHandlers } from "./batch/batch-handlers.ts";
import { createContainers } from "./batch/containers.ts";
import { createBatchWorld } from "./batch/create-batch-world.ts";
import { registerDefinition } from "./batch/definitions.ts";
import { jobEvent } from "./batch/job-event.ts";
import { createMemoryWatch } from "./batch/memory-watch.ts";
import { createChanges } from "./changes.ts";
import { createControls, type LocalAws } from "./controls.ts";
import type { BusEvent } from "./events/bus-event.ts";
import { createDeliver, type DeadLetter, type Delivery } from "./events/deliver.ts";
import { createEventAccount, type EventAccount } from "./events/event-account.ts";
import { createEventBus } from "./events/event-bus.ts";
import { eventsHandlers } from "./events/events-handlers.ts";
import { iamHandlers } from "./iam/iam-handlers.ts";
import { createLogStores } from "./logs/log-stores.ts";
import { logsHandlers } from "./logs/logs-handlers.ts";
import { type AccountSeed, defaultTimings, type LocalAwsOptions } from "./options.ts";
import { createRecordList } from "./record-list.ts";
import { createQueues } from "./sqs/queues.ts";
import { sqsHandlers } from "./sqs/sqs-handlers.ts";
import { createIdentities } from "./sts/identities.ts";
import { stsHandlers } from "./sts/sts-handlers.ts";
import { createTimers } from "./timers.ts";
import { AwsError } from "./wire/aws-error.ts";
import type { CallRecord } from "./wire/call.ts";
import { createFaults } from "./wire/faults.ts";
import { listen } from "./wire/server.ts";

export type { LocalAws } from "./controls.ts";
export type { AccountSeed, LocalAwsOptions, Timings } from "./options.ts";

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const keptRecords = 20_000;

export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { region, accounts: seeds } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const timers = createTimers();
  const changes = createChanges();
  const faults = createFaults();
  const records = {
    calls: createRecordList<CallRecord>(keptRecords),
    events: createRecordList<BusEvent>(keptRecords),
    deliveries: createRecordList<Delivery>(keptRecords),
    deadLetters: createRecordList<DeadLetter>(keptRecords),
  };
  const logs = createLogStores({
    timers,
    lagMs: timings.logLagMs,
    changed: (account, id) => changes.tell({ kind: "log", account, id }),
  });

  const eventAccounts = new Map(seeds.map(({ account }) => [account, createEventAccount(account, region)]));
  const eventsOf = (account: string) => seeded(eventAccounts, account);
  const queues = createQueues({ region, secondMs: timings.secondMs, after: timers.after });
  const deliver = createDeliver({
    timings,
    timers,
    queues,
    delivered: (delivery) => {
      records.deliveries.add(delivery);
      changes.tell({ kind: "delivery", account: delivery.account, id: delivery.eventId });
    },
    buried: (letter) => {
      records.deadLetters.add(letter);
      changes.tell({ kind: "delivery", account: letter.account, id: letter.event.id });
    },
  });
  const send = createEventBus({
    accountOf: eventsOf,
    deliver,
    timers,
    faults,
    sent: (event) => {
      records.events.add(event);
      changes.tell({ kind: "event", account: event.account, id: event.id });
    },
  });

  const world = createBatchWorld({
    accounts: new Map(seeds.map((seed) => [seed.account, seededBatch(seed, region)])),
    timings,
    timers,
    containers: createContainers({
      workFolder: options.workFolder,
      path: options.path ?? defaultPath,
      maxProcesses: options.maxProcesses ?? 16,
      memory: createMemoryWatch(timings.memoryPollMs),
    }),
    logsOf: logs.of,
    emit: (job, type) => send(job.account, jobEvent(job, type)),
    changed: (job) => changes.tell({ kind: "job", account: job.account, id: job.id }),
  });

  let url = "";
  const roles = seeds.flatMap(roleSeeds);
  const identities = createIdentities(new Set(seeds.map(({ account }) => account)));
  const server = await listen(
    {
      region,
      identities,
      faults,
      handlers: {
        batch: batchHandlers(world),
        logs: logsHandlers({ storeOf: (caller) => logs.of(caller.account, caller.region) }),
        events: eventsHandlers({ accountOf: (caller) => eventsOf(caller.account), send }),
        sqs: sqsHandlers({ queues, url: () => url, secondMs: timings.secondMs, after: timers.after }),
        sts: stsHandlers(identities, roles),
        iam: iamHandlers(roles),
      },
      record: (call) => {
        records.calls.add(call);
        changes.tell({ kind: "call", account: call.account, id: call.operation });
      },
    },
    options.host ?? "127.0.0.1",
    options.port ?? 0,
  );
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;

  return createControls({
    url,
    region,
    world,
    logs,
    changes,
    faults,
    identities,
    queues,
    records,
    send,
    async close() {
      timers.stop();
      server.close();
      server.closeAllConnections();
      await world.containers.close();
    },
  });
}

function seededBatch(seed: AccountSeed, region: string) {
  const account = createBatchAccount({ ...seed, region });
  for (const definition of seed.definitions) registerDefinition(account, definition);
  return account;
}

function roleSeeds({ roles = [] }: AccountSeed) {
  return roles.map((role) => (typeof role === "string" ? { arn: role } : role));
}

function seeded(accounts: Map<string, EventAccount>, account: string): EventAccount {
  const found = accounts.get(account);
  if (!found) throw new AwsError("AccessDeniedException", `No such account: ${account}`, 403);
  return found;
}
