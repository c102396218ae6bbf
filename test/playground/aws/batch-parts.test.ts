import { ListJobsCommand, RegisterJobDefinitionCommand } from "@aws-sdk/client-batch";
import { GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, openLab } from "./support/local-lab.ts";
import { describe as described, eventsOf, submit, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
const shell = (script: string, name = "default") => ({
  name,
  image: "busybox",
  command: ["sh", "-c", script],
  resourceRequirements: [{ type: "VCPU" as const, value: "1" }],
});
const forever = "echo ready; while :; do sleep 0.05; done";

beforeAll(async () => {
  lab = await openLab();
  const { batch } = lab;
  const containers = [
    { ...shell(forever, "proxy"), essential: false },
    { ...shell('echo "counts $WHAT"; exit 3', "main"), essential: true },
  ];
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "pair",
      type: "container",
      ecsProperties: { taskProperties: [{ containers }] },
    }),
  );
  const nodeRangeProperties = [
    { targetNodes: "0:", container: shell(forever) },
    {
      targetNodes: "1:",
      container: shell('echo "node $AWS_BATCH_JOB_NODE_INDEX of $AWS_BATCH_JOB_NUM_NODES"; exit 4'),
    },
  ];
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "nodes",
      type: "multinode",
      nodeProperties: { numNodes: 2, mainNode: 0, nodeRangeProperties },
    }),
  );
});
afterAll(() => lab.close());

const lines = async (logStreamName = "") => {
  const group = { logGroupName: "/aws/batch/job", startFromHead: true };
  const { events = [] } = await lab.logs.send(new GetLogEventsCommand({ ...group, logStreamName }));
  return events.map(({ message }) => message);
};

test("several containers run together, each with a stream of its own, and end with the essential one", async () => {
  const override = { name: "main", environment: [{ name: "WHAT", value: "reads" }] };
  const id = await submit(lab, {
    jobDefinition: "pair",
    ecsPropertiesOverride: { taskProperties: [{ containers: [override] }] },
  });
  const job = await whenDone(lab, id);
  expect(job).toMatchObject({ status: "FAILED", statusReason: "Essential container in task exited" });
  expect(job).not.toHaveProperty("container");
  const [attempt] = job.attempts ?? [];
  const ended = attempt?.taskProperties?.[0]?.containers ?? [];
  expect(ended).toMatchObject([{ name: "proxy" }, { name: "main", exitCode: 3 }]);
  expect(ended[0]?.exitCode).not.toBe(0);
  expect(job.ecsProperties?.taskProperties?.[0]?.containers).toMatchObject([
    { name: "proxy", essential: false, logStreamName: ended[0]?.logStreamName },
    { name: "main", essential: true, exitCode: 3 },
  ]);
  expect(ended[1]?.logStreamName).toMatch(/^pair\/main\/[0-9a-f]{32}$/);
  expect(await lines(ended[1]?.logStreamName)).toEqual(["counts reads"]);
});

test("what changes one container is not taken for a job of several", async () => {
  const wrong = submit(lab, { jobDefinition: "pair", containerOverrides: { command: ["true"] } });
  await expect(wrong).rejects.toMatchObject({ name: "ClientException" });
});

test("each node is told of as a job of its own, and one that fails takes the others with it", async () => {
  const id = await submit(lab, { jobDefinition: "nodes" });
  await whenStatus(lab, id, "RUNNING", "FAILED");
  const job = await whenDone(lab, id);
  expect(job).toMatchObject({ status: "FAILED", nodeProperties: { numNodes: 2, mainNode: 0 } });
  expect(job).not.toHaveProperty("container");
  const nodes = await Promise.all([0, 1].map((index) => described(lab, `${id}#${index}`)));
  expect(nodes).toMatchObject([
    { jobId: `${id}#0`, nodeDetails: { nodeIndex: 0, isMainNode: true } },
    { jobId: `${id}#1`, nodeDetails: { nodeIndex: 1, isMainNode: false }, container: { exitCode: 4 } },
  ]);
  const streams = nodes.map(({ attempts }) => attempts?.[0]?.container?.logStreamName);
  expect(new Set(streams).size).toBe(2);
  expect(await lines(streams[1])).toEqual(["node 1 of 2"]);
  const { jobSummaryList } = await lab.batch.send(
    new ListJobsCommand({ multiNodeJobId: id, jobStatus: "FAILED" }),
  );
  expect(jobSummaryList?.map(({ jobId }) => jobId)).toEqual([`${id}#0`, `${id}#1`]);
  expect(eventsOf(lab, `${id}#1`).map(({ detail }) => detail.status)).toContain("FAILED");
});
