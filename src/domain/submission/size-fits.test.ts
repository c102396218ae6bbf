import { expect, test } from "vitest";
import { aDefinition, anEnvironment, aQueue } from "../../../test/fixtures/a-submission.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import type { ComputeEnvironment, JobQueue } from "../job/job-queue.ts";
import type { JobSize } from "../job/report.ts";
import { sizeProblems } from "./size-fits.ts";

type Case = { wish?: Partial<JobSize>; queue?: Partial<JobQueue>; definition?: Partial<JobDefinition> };

function check({ wish, queue, definition }: Case): string[] {
  const of = { queue: aQueue(queue), definition: aDefinition(definition) };
  return sizeProblems({ ...of.definition.size, ...wish }, of).map(({ what }) => what);
}

const on = (...environments: Partial<ComputeEnvironment>[]) => ({
  environments: environments.map((each) => anEnvironment(each)),
});
const fargate = on({ kind: "FARGATE", instanceTypes: [] });

/** The case just beyond, and its sentence with the nearest that fits. */
const refused: readonly [Case, string][] = [
  [
    { wish: { memoryMiB: 8_192, gpus: 2 }, queue: on({ instanceTypes: ["g4dn.xlarge"] }) },
    "The job asks for 2 GPUs and the machines of queue default have 1 at most: ask for --gpus 1 or fewer.",
  ],
  [
    { wish: { vcpus: 192 }, queue: on({ instanceTypes: ["m5", "c5"] }) },
    "The job asks for 192 vCPUs and queue default has machines for 96 at most: ask for 96 or fewer.",
  ],
  [
    { wish: { memoryMiB: 384 * 1_024 }, queue: on({ instanceTypes: ["m5"] }) },
    "The job asks for 384 GiB and the largest machine of queue default has 384 GiB, some of it for itself: ask for --memory 364G or less.",
  ],
  [
    { wish: { vcpus: 96, memoryMiB: 400 * 1_024 }, queue: on({ instanceTypes: ["c5", "r4"] }) },
    "Queue default has no machine with 96 vCPUs that has 400 GiB too: with 96 vCPUs the nearest that fits is --memory 182G.",
  ],
  [
    { wish: { vcpus: 128, gpus: 8 }, queue: on({ instanceTypes: ["m6i", "p4d.24xlarge"] }) },
    "Queue default has no machine with both 128 vCPUs and 8 GPUs: ask for fewer of them, or use another queue.",
  ],
  [
    { wish: { vcpus: 32, memoryMiB: 4_096 }, queue: fargate },
    "Queue default runs on Fargate, which takes only certain pairs: the largest is --vcpus 16 --memory 122880M.",
  ],
  [
    { definition: { fargate: true } },
    "align:14 is made for Fargate, and queue default has none: use another queue.",
  ],
];

test.each(refused.map(([given, sentence]) => ({ given, sentence })))("$sentence", ({ given, sentence }) => {
  expect(check(given)).toEqual([sentence]);
});

const taken: readonly [string, Case][] = [
  ["a size of which no machine is known", { wish: { vcpus: 200 }, queue: on({ instanceTypes: ["m99"] }) }],
  [
    "what Fargate takes where a queue has both",
    {
      wish: { vcpus: 4, memoryMiB: 30_720 },
      queue: on({ kind: "FARGATE", instanceTypes: [] }, { instanceTypes: ["c5.large"] }),
    },
  ],
];

test.each(taken)("%s fits", (_what, given) => {
  expect(check(given)).toEqual([]);
});
