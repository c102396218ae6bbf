/** Definitions whose jobs write several logs: of two containers side by side, and of three nodes. */
import type { AccountSeed } from "./aws/local-aws.ts";

type Definition = AccountSeed["definitions"][number];

export function severalLogs(): Definition[] {
  return [countReads, assemble];
}

/** Says so, and lasts until it is ended with the others. */
const stays = (words: string) => `echo "${words}"; while :; do sleep 1; done`;

const countScript =
  'echo "counting the reads of NA12878.bam"; sleep 2; echo "ERROR: no annotation for chrUn_KI270742v1" >&2; exit 2';
const mainScript = 'for step in split join; do echo "$step on $AWS_BATCH_JOB_NUM_NODES nodes"; sleep 1; done';

/** Its metrics would go on for ever: the end of the program ends the job. */
const countReads: Definition = {
  jobDefinitionName: "count-reads",
  type: "container",
  ecsProperties: {
    taskProperties: [
      {
        containers: [
          {
            ...shell("metrics-proxy:2.1", stays("metrics are served on port 9100")),
            name: "metrics",
            essential: false,
          },
          { ...shell("subread:2.0.8", countScript), name: "main", essential: true },
        ],
      },
    ],
  },
};

/** The main node waits for nobody; the others work until it has ended. */
const assemble: Definition = {
  jobDefinitionName: "assemble",
  type: "multinode",
  nodeProperties: {
    numNodes: 3,
    mainNode: 0,
    nodeRangeProperties: [
      { targetNodes: "0:0", container: shell("ray-assembler:3.1", mainScript) },
      {
        targetNodes: "1:2",
        container: shell("ray-assembler:3.1", stays("rank $AWS_BATCH_JOB_NODE_INDEX is ready")),
      },
    ],
  },
};

function shell(image: string, script: string) {
  return {
    image: `quay.io/biocontainers/${image}`,
    command: ["sh", "-c", script],
    resourceRequirements: [
      { type: "VCPU", value: "1" },
      { type: "MEMORY", value: "1024" },
    ],
  };
}
