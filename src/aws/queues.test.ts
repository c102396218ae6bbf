import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { batchAnswers, jblow, onlyExpectedAwsCalls, ownPi } from "../../test/support/aws-nock.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { describeQueues } from "./queues.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts();
});
afterEach(() => accounts.close());

const arn = (name: string) => `arn:aws:batch:us-west-2:111122223333:compute-environment/${name}`;
const queue = (name: string, environments: string[] = [], more: object = {}) => ({
  jobQueueName: name,
  jobQueueArn: `arn:aws:batch:us-west-2:111122223333:job-queue/${name}`,
  state: "ENABLED",
  status: "VALID",
  priority: 1,
  computeEnvironmentOrder: environments.map((each, index) => ({
    order: index,
    computeEnvironment: arn(each),
  })),
  ...more,
});
const environment = (name: string, more: object = {}) => ({
  computeEnvironmentName: name,
  computeEnvironmentArn: arn(name),
  state: "ENABLED",
  status: "VALID",
  ...more,
});

function answers(queues: object[], environments: object[] = []): void {
  batchAnswers("/v1/describejobqueues", { body: { jobQueues: queues } });
  batchAnswers("/v1/describecomputeenvironments", { body: { computeEnvironments: environments } });
}

const read = (pi = ownPi) => describeQueues(accounts, pi, jblow);

describe("the queues of a lab", () => {
  test("come with the environments behind them, in the order in which they are tried", async () => {
    const order = [
      { order: 2, computeEnvironment: arn("on-demand") },
      { order: 1, computeEnvironment: arn("spot") },
      { order: 3, computeEnvironment: arn("deleted-meanwhile") },
    ];
    answers(
      [queue("default", [], { computeEnvironmentOrder: order, statusReason: "JobQueue Healthy" })],
      [
        environment("on-demand", {
          computeResources: { type: "EC2", maxvCpus: 64, instanceTypes: ["r5"], subnets: [] },
        }),
        environment("spot", {
          computeResources: { type: "SPOT", maxvCpus: 256, instanceTypes: ["optimal"], subnets: [] },
        }),
      ],
    );
    expect(await read()).toEqual([
      {
        name: "default",
        enabled: true,
        valid: true,
        statusReason: "JobQueue Healthy",
        fairShare: false,
        environments: [
          {
            name: "spot",
            enabled: true,
            valid: true,
            kind: "SPOT",
            maxVcpus: 256,
            instanceTypes: ["optimal"],
          },
          { name: "on-demand", enabled: true, valid: true, kind: "EC2", maxVcpus: 64, instanceTypes: ["r5"] },
        ],
      },
    ]);
  });

  test("are those that the labs file names", async () => {
    answers([queue("default"), queue("highmem"), queue("another-lab")]);
    const found = await read({ ...ownPi, queues: ["highmem", "default"] });
    expect(found.map(({ name }) => name)).toEqual(["default", "highmem"]);
  });

  test("are all, though AWS gives them on several pages", async () => {
    const queues = batchAnswers(
      "/v1/describejobqueues",
      { body: { jobQueues: [queue("default", ["late"])], nextToken: "q2" } },
      { body: { jobQueues: [queue("highmem")] } },
    );
    const environments = batchAnswers(
      "/v1/describecomputeenvironments",
      { body: { computeEnvironments: [], nextToken: "e2" } },
      { body: { computeEnvironments: [environment("late")] } },
    );
    const found = await read();
    expect(found.map(({ name }) => name)).toEqual(["default", "highmem"]);
    expect(found[0]?.environments).toHaveLength(1);
    expect([queues[1]?.body.nextToken, environments[1]?.body.nextToken]).toEqual(["q2", "e2"]);
  });

  test.each([
    ["that is switched off is not enabled", { state: "DISABLED" }, { enabled: false }],
    ["that is being updated still takes jobs", { status: "UPDATING" }, { valid: true }],
    ["that AWS found invalid takes none", { status: "INVALID" }, { valid: false }],
    ["that is being deleted takes none", { status: "DELETING" }, { valid: false }],
    [
      "with a scheduling policy shares fairly",
      { schedulingPolicyArn: "arn:aws:batch:…" },
      { fairShare: true },
    ],
  ])("a queue %s", async (_, more, expected) => {
    answers([queue("default", [], more)]);
    expect(await read()).toMatchObject([expected]);
  });

  test.each([
    ["EC2", { computeResources: { type: "EC2", maxvCpus: 4, subnets: [] } }],
    ["SPOT", { computeResources: { type: "SPOT", maxvCpus: 4, subnets: [] } }],
    ["FARGATE", { computeResources: { type: "FARGATE", maxvCpus: 4, subnets: [] } }],
    ["FARGATE_SPOT", { computeResources: { type: "FARGATE_SPOT", maxvCpus: 4, subnets: [] } }],
    ["EKS", { eksConfiguration: {}, computeResources: { type: "EC2", maxvCpus: 4, subnets: [] } }],
    ["unmanaged", { type: "UNMANAGED" }],
  ])("an environment is told to be %s", async (kind, more) => {
    answers([queue("default", ["one"])], [environment("one", more)]);
    const [found] = await read();
    expect(found?.environments).toMatchObject([{ kind }]);
    expect(found?.environments[0]).toHaveProperty("instanceTypes", []);
  });

  test("are trouble where the person may not look", async () => {
    batchAnswers("/v1/describejobqueues", { refusal: [403, "AccessDeniedException"] });
    batchAnswers("/v1/describecomputeenvironments", { body: {} });
    await expect(read()).rejects.toMatchObject({ name: "AwsTrouble", kind: "permanent" });
  });
});
