import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, aQueue, aWish } from "../../../test/fixtures/a-submission.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import type { Pi } from "../people/pi.ts";
import { checkSubmission } from "./submission-checks.ts";
import type { EksContainerOverride, OnlyInDocuments } from "./submit-request.ts";

const size = { vcpus: 1, memoryMiB: 512, gpus: 0 };

function check(more: OnlyInDocuments, definition: Partial<JobDefinition> = {}, pi: Partial<Pi> = {}) {
  return checkSubmission(aWish({ more }), {
    pi: aPi(pi),
    queue: aQueue(),
    definition: aDefinition(definition),
    openSubmissions: 0,
  });
}

const task: Partial<JobDefinition> = {
  kind: "multi-container",
  layout: { nodes: 1, mainNode: 0, ranges: [{ targetNodes: "0", containers: [{ name: "main", size }] }] },
};
const pod: Partial<JobDefinition> = { ...task, kind: "kubernetes" };

const inTask = (container: object): OnlyInDocuments => ({
  ecsPropertiesOverride: { taskProperties: [{ containers: [{ name: "main", ...container }] }] },
});
const inPod = (container: EksContainerOverride): OnlyInDocuments => ({
  eksPropertiesOverride: { podProperties: { containers: [container] } },
});
const place = "ecsPropertiesOverride.taskProperties[0].containers[0]";

const refused: [string, OnlyInDocuments, Partial<JobDefinition>, Partial<Pi>, string][] = [
  [
    "the overrides of another kind of definition",
    inTask({ command: ["x"] }),
    {},
    {},
    "ecsPropertiesOverride is not for align:14, which is a container definition: containerOverrides is.",
  ],
  [
    "containerOverrides of a task",
    { container: { vcpus: 2 } },
    task,
    {},
    "align:14 is a multi-container definition: command, environment, vCPUs, memory and GPUs are its own and cannot be given here.",
  ],
  [
    "a container that is not there",
    inTask({ name: "mian" }),
    task,
    {},
    `${place}.name: align:14 has no container mian; it has main.`,
  ],
  [
    "a variable of AWS's own",
    inTask({ environment: [{ name: "AWS_BATCH_X", value: "" }] }),
    task,
    {},
    `${place}: AWS_BATCH_X cannot be set: names that begin with AWS_BATCH are AWS's own.`,
  ],
  [
    "a variable given twice",
    inTask({
      environment: [
        { name: "A", value: "1" },
        { name: "A", value: "2" },
      ],
    }),
    task,
    {},
    `${place}: A is given more than once.`,
  ],
  [
    "another namespace",
    { eksPropertiesOverride: { podProperties: { metadata: { namespace: "doe-j" } } } },
    pod,
    {},
    "eksPropertiesOverride.podProperties.metadata.namespace cannot be changed here, for the lab's role belongs to the definition's own namespace: leave it out.",
  ],
  [
    "a command in a task, where a lab runs only its definitions' own",
    inTask({ command: ["rm"] }),
    task,
    { commands: "definition" },
    `peters-u runs only the commands and images of its definitions: leave them out of ${place}.`,
  ],
  [
    "an image or arguments in a pod, where a lab runs only its definitions' own",
    inPod({ name: "main", args: ["x"] }),
    pod,
    { commands: "definition" },
    "peters-u runs only the commands and images of its definitions: leave them out of eksPropertiesOverride.podProperties.containers[0].",
  ],
  [
    "more than AWS takes",
    inTask({ environment: [{ name: "A", value: "x".repeat(31 * 1_024) }] }),
    task,
    {},
    "The overrides are 31,863 bytes and AWS takes a job of 30,720 in all: put the long part into a file in S3 and pass its address.",
  ],
  [
    "more vCPUs in all its nodes than the lab may use",
    { nodeOverrides: { numNodes: 100 } },
    {
      ...task,
      kind: "multi-node",
      layout: { nodes: 2, mainNode: 0, ranges: [{ targetNodes: "0:", containers: [{ size }] }] },
    },
    { limits: { vcpus: 64 } },
    "peters-u may use 64 vCPUs in one submission and this asks for 100.",
  ],
];

test.each(refused)("%s is refused", (_what, more, definition, pi, sentence) => {
  expect(check(more, definition, pi)).toEqual([sentence]);
});

test("what belongs to the definition's kind and its containers is right", () => {
  expect(check(inTask({ command: ["x"], environment: [{ name: "A", value: "1" }] }), task)).toEqual([]);
  expect(check(inPod({ name: "main", image: "x" }), pod)).toEqual([]);
  expect(check({ container: { memory: 2_000 } })).toEqual([]);
});
