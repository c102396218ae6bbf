import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { batchAnswers, jblow, onlyExpectedAwsCalls, ownPi } from "../../test/support/aws-nock.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { definitionNames, findDefinition } from "./definitions.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts();
});
afterEach(() => accounts.close());

const path = "/v1/describejobdefinitions";
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const align = (revision: number, more: object = {}) => ({
  jobDefinitionName: "align",
  jobDefinitionArn: `arn:aws:batch:us-west-2:111122223333:job-definition/align:${revision}`,
  revision,
  status: "ACTIVE",
  type: "container",
  ...more,
});
const find = (named: string) => findDefinition(accounts, { pi: ownPi, actor: jblow }, named);
const findAs = async (more: object) => {
  batchAnswers(path, { body: { jobDefinitions: [align(3, more)] } });
  return find("align:3");
};

describe("a definition", () => {
  test("named with its revision is that one, even if it is inactive", async () => {
    const asked = batchAnswers(path, { body: { jobDefinitions: [align(2, { status: "INACTIVE" })] } });
    expect(await find("align:2")).toMatchObject({ name: "align", revision: 2, active: false });
    expect(asked[0]?.body).toEqual({ jobDefinitions: ["align:2"] });
  });

  test("named alone is its newest active revision, on whatever page that is", async () => {
    const asked = batchAnswers(
      path,
      { body: { jobDefinitions: [align(9), align(11)], nextToken: "p2" } },
      { body: { jobDefinitions: [align(10)] } },
    );
    expect(await find("align")).toMatchObject({ revision: 11, active: true });
    const query = { jobDefinitionName: "align", status: "ACTIVE" };
    expect(asked.map(({ body }) => body)).toEqual([query, { ...query, nextToken: "p2" }]);
  });

  test.each(["align", "align:7"])("named %s that nobody registered is none", async (named) => {
    batchAnswers(path, { body: { jobDefinitions: [] } });
    expect(await find(named)).toBeUndefined();
  });

  test("tells all that a submission must know", async () => {
    const found = await findAs({
      parameters: { sample: "NA12878" },
      retryStrategy: { attempts: 3 },
      timeout: { attemptDurationSeconds: 3600 },
      platformCapabilities: ["FARGATE"],
      containerProperties: {
        image: "quay.io/biocontainers/bwa:0.7.17",
        command: ["bwa", "mem", "Ref::sample"],
        jobRoleArn: roleArn("fh-pi-peters-u-batchtask"),
        resourceRequirements: [
          { type: "VCPU", value: "0.25" },
          { type: "MEMORY", value: "512" },
          { type: "GPU", value: "1" },
        ],
      },
    });
    expect(found).toEqual({
      name: "align",
      revision: 3,
      active: true,
      kind: "container",
      jobRoles: [roleArn("fh-pi-peters-u-batchtask")],
      image: "quay.io/biocontainers/bwa:0.7.17",
      command: ["bwa", "mem", "Ref::sample"],
      parameters: { sample: "NA12878" },
      size: { vcpus: 0.25, memoryMiB: 512, gpus: 1 },
      attempts: 3,
      timeoutSeconds: 3600,
      fargate: true,
    });
  });

  test("without timeout, retries, command and role has none of them", async () => {
    const found = await findAs({ containerProperties: { vcpus: 2, memory: 2048, command: [] } });
    expect(found).toEqual({
      name: "align",
      revision: 3,
      active: true,
      kind: "container",
      jobRoles: [],
      parameters: {},
      size: { vcpus: 2, memoryMiB: 2048, gpus: 0 },
      attempts: 1,
      fargate: false,
    });
  });
});

const asks = (vcpus: string, memoryMiB: string) => ({
  resourceRequirements: [
    { type: "VCPU", value: vcpus },
    { type: "MEMORY", value: memoryMiB },
  ],
});

describe("every role under which a definition's containers run is told, and what one machine must have", () => {
  test("of several containers that run together", async () => {
    const found = await findAs({
      ecsProperties: {
        taskProperties: [
          {
            taskRoleArn: roleArn("one"),
            executionRoleArn: roleArn("pulls-the-image"),
            containers: [
              { image: "a", ...asks("2", "1024") },
              { image: "b", ...asks("1", "512") },
            ],
          },
        ],
      },
    });
    expect(found).toMatchObject({
      kind: "multi-container",
      jobRoles: [roleArn("one")],
      size: { vcpus: 3, memoryMiB: 1536 },
    });
  });

  test("of a pod, by the name of its service account", async () => {
    const containers = [
      { image: "a", resources: { limits: { cpu: "2", memory: "4Gi", "nvidia.com/gpu": "1" } } },
      { image: "b", resources: { requests: { cpu: "500m", memory: "512Mi" } } },
    ];
    const found = await findAs({
      eksProperties: { podProperties: { serviceAccountName: "align-runner", containers } },
    });
    expect(found).toMatchObject({
      kind: "kubernetes",
      jobRoles: ["align-runner"],
      size: { vcpus: 2.5, memoryMiB: 4608, gpus: 1 },
    });
  });

  test("of all nodes, whatever runs on them", async () => {
    const found = await findAs({
      nodeProperties: {
        numNodes: 4,
        mainNode: 1,
        nodeRangeProperties: [
          {
            targetNodes: "0:3",
            container: { image: "a", jobRoleArn: roleArn("worker"), ...asks("8", "4096") },
          },
          { targetNodes: "1", container: { image: "b", jobRoleArn: roleArn("main"), ...asks("16", "8192") } },
          {
            targetNodes: "2",
            ecsProperties: { taskProperties: [{ taskRoleArn: roleArn("task"), containers: [] }] },
          },
          { targetNodes: "3", eksProperties: { podProperties: { serviceAccountName: "pod" } } },
        ],
      },
    });
    expect(found).toMatchObject({
      kind: "multi-node",
      jobRoles: [roleArn("worker"), roleArn("main"), roleArn("task"), "pod"],
      size: { vcpus: 16, memoryMiB: 8192 },
    });
  });

  test("and an empty role is none", async () => {
    expect((await findAs({ containerProperties: { jobRoleArn: "" } }))?.jobRoles).toEqual([]);
  });
});

test("names of definitions stand once each, however many revisions are active", async () => {
  const asked = batchAnswers(path, {
    body: { jobDefinitions: [align(3), align(2), align(1, { jobDefinitionName: "hello" })] },
  });
  expect(await definitionNames(accounts, { pi: ownPi, actor: jblow })).toEqual(["align", "hello"]);
  expect(asked[0]?.body).toEqual({ status: "ACTIVE", maxResults: 100 });
});
