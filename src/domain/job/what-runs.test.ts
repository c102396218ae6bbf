import { expect, test } from "vitest";
import { withoutEnvironment } from "../secrets/hidden-values.ts";
import type { SubmitRequest } from "../submission/submit-request.ts";
import { whatRuns } from "./what-runs.ts";

const request: SubmitRequest = {
  jobName: "jblow-align",
  jobQueue: "default",
  jobDefinition: "align:14",
  parameters: { sample: "NA1", dbPassword: "hunter2hunter2" },
  containerOverrides: {
    command: ["run", "--password", "hunter2hunter2"],
    environment: [
      { name: "BATCH_FILE_S3_URL", value: "s3://b/run.sh" },
      { name: "MODE", value: "private words" },
    ],
  },
  nodeOverrides: {
    nodePropertyOverrides: [
      {
        targetNodes: "0",
        containerOverrides: { command: ["node-0"], environment: [{ name: "N", value: "private words" }] },
      },
    ],
  },
  ecsPropertiesOverride: {
    taskProperties: [
      {
        containers: [
          {
            name: "side",
            command: ["ls"],
            environment: [{ name: "BATCH_FILE_S3_URL", value: "s3://b/x.sh" }],
          },
        ],
      },
    ],
  },
  eksPropertiesOverride: {
    podProperties: {
      containers: [
        { name: "main", image: "quay.io/x", args: ["a"], env: [{ name: "P", value: "private words" }] },
      ],
    },
  },
  tags: { k: "v" },
};

test("each container's command, image, script and names of variables are told, and no value", () => {
  const told = whatRuns(request);
  expect(told).toEqual({
    script: "s3://b/run.sh",
    environment: ["BATCH_FILE_S3_URL", "MODE"],
    parts: [
      {
        path: "ecsPropertiesOverride.taskProperties[0].containers[0]",
        name: "side",
        command: ["ls"],
        script: "s3://b/x.sh",
        environment: ["BATCH_FILE_S3_URL"],
      },
      {
        path: "eksPropertiesOverride.podProperties.containers[0]",
        name: "main",
        image: "quay.io/x",
        command: ["a"],
        environment: ["P"],
      },
      {
        path: "nodeOverrides.nodePropertyOverrides[0].containerOverrides",
        command: ["node-0"],
        environment: ["N"],
      },
    ],
  });
});

test("the whole request is shown with all that runs, and without values and secrets", () => {
  const text = JSON.stringify(withoutEnvironment(request));
  for (const shown of [
    "s3://b/run.sh",
    "s3://b/x.sh",
    "node-0",
    "quay.io/x",
    '"targetNodes":"0"',
    '"sample":"NA1"',
  ])
    expect(text).toContain(shown);
  expect(text).not.toContain("private words");
  expect(text).not.toContain("hunter2");
});
