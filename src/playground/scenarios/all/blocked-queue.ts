import type { Scenario } from "../scenario.ts";
import { blocks, staysUntil, types, unblocks, waitsFor } from "../steps.ts";

/** What AWS says of the job at the head of a queue that it cannot serve, word for word. */
const blockedBy: Blocked[] = [
  {
    name: "no-capacity",
    job: "basecall-run12",
    title: "AWS has no machine of that type",
    queue: "gpu",
    reason:
      "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [p4d.24xlarge]",
    watch:
      "Nobody here can do anything, so the thread stays silent: the card alone tells what AWS says of the queue.",
  },
  {
    name: "no-permission",
    job: "fastqc-lane1",
    title: "Batch may not start machines",
    queue: "highmem",
    reason: "MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS – Batch service role has a permission issue.",
    watch:
      "One reply, not one a minute, says that the job cannot start as it is, and why. Put it right, and the job starts from its place.",
  },
  {
    name: "wrong-machines",
    job: "fastqc-lane2",
    title: "Machines that AWS cannot start there",
    queue: "highmem",
    reason:
      "MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED - Instance configuration associated with the CE(s) is not supported.",
    watch: "One reply says that the job cannot start as it is, and why. The job keeps its place meanwhile.",
  },
  {
    name: "limit-lowered",
    job: "basecall-run13",
    title: "The queue's limit is too low",
    queue: "gpu",
    asks: " --vcpus 96",
    reason:
      "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.",
    watch:
      "The limit of its machines was lowered after the job was submitted. One reply says that it cannot start as it is.",
  },
  {
    name: "invalid-environment",
    job: "fastqc-lane3",
    title: "The compute environment is invalid",
    queue: "highmem",
    reason: "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.",
    watch:
      "One reply says why none of the queue's jobs starts. Put it right, and the job starts from its place.",
  },
  {
    name: "unknown-reason",
    job: "fastqc-lane4",
    title: "AWS does not know why",
    queue: "highmem",
    reason: "UNDETERMINED - Batch job is blocked, root cause is undetermined.",
    watch: "Not even AWS knows why, and most often it passes: the card says so, and the thread stays silent.",
  },
];

/** What runs on each queue. */
const definitions = { gpu: "dorado-basecall", highmem: "fastqc" };

export const scenarios: Scenario[] = blockedBy.map(
  ({ name, job, title, queue, reason, watch, asks = "" }) => ({
    name,
    group: "Waiting",
    title,
    watch,
    as: "U0JBLOW",
    channel: "C0PETERS",
    queue,
    steps: [
      blocks({ queue, reason }),
      types(`/batch submit --jobdef ${definitions[queue]} --name ${job} --queue ${queue}${asks}`),
      waitsFor({ job, status: "RUNNABLE" }),
      staysUntil({ pressed: "Put right", atMostSec: 45 }),
      unblocks(queue),
      waitsFor({ job, status: "SUCCEEDED" }),
    ],
  }),
);

type Blocked = {
  name: string;
  job: string;
  title: string;
  queue: "gpu" | "highmem";
  reason: string;
  watch: string;
  asks?: string;
};
