import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { jblow, petersAccount, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

it("an array has one card for all its children, and one end", async () => {
  const before = lab.cards().length;
  const command = 'sh -c "echo child; exit $AWS_BATCH_JOB_ARRAY_INDEX"';
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name many --array 3 -- ${command}`);
  const end = await lab.ended("many");
  expect(lab.cards()).toHaveLength(before + 1);
  expect(lab.jobs().filter(({ jobName }) => jobName === lab.jobNamed("many").jobName)).toHaveLength(4);
  expect(lab.kinds("many").filter((kind) => kind === "finished")).toHaveLength(1);
  expect(end.text).toMatch(/^<@U0JBLOW> many failed/);
  const counted = await lab.see(() =>
    /1 succeeded, 2 failed/.test(lab.cardOf("many").text) ? lab.cardOf("many") : undefined,
  );
  expect(payloadOf(counted)).toMatchObject({ state: "failed", job: lab.jobNamed("many").jobId });
  const log = await lab.ask(jblow, petersLab, "/batch logs many --index 2");
  expect(log.text).toMatch(/^The last line of the log of many \(index 2\):\n\S+ {2}child$/);
});

it("the log of an array of which none has failed is that of the index one names, by a line to copy", async () => {
  const { command, open } = gate(here.folder, "no-failure");
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name fine --array 2 -- ${command}`);
  await lab.shows("fine", "running");
  const answer = await lab.ask(jblow, petersLab, "/batch logs fine");
  const [, line = ""] = /Say which, as `(.+)`\.$/.exec(answer.text) ?? [];
  expect(line).toBe(`/batch logs ${lab.jobNamed("fine").jobId.slice(0, 8)}:0`);
  open();
  await lab.ended("fine");
  expect((await lab.ask(jblow, petersLab, line)).text).toContain("the log of fine (index 0)");
});

it("a job whose machine is taken back is tried again in the same thread, which says so", async () => {
  const { command, open } = gate(here.folder, "reclaimed");
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name taken --attempts 3 -- ${command}`);
  const card = await lab.shows("taken", "running");
  here.aws.spotReclaim(lab.jobNamed("taken").jobId);
  await lab.see(() => lab.kinds("taken").includes("attempt"));
  open();
  const end = await lab.ended("taken");
  expect(lab.kinds("taken")).toEqual(["started", "attempt", "finished"]);
  expect(lab.replies("taken")[1]?.text).toMatch(
    /^taken: AWS took the machine back after .* \(a spot reclaim, not a fault of your job\)\. Attempt 2 of 3 is in the queue and starts from the beginning\. Nothing to do\.$/,
  );
  expect(end.text).toMatch(/^<@U0JBLOW> taken succeeded/);
  expect(lab.cardOf("taken").ts).toBe(card.ts);
  const first = await lab.ask(jblow, petersLab, "/batch logs taken --attempt 2");
  expect(first.text).toContain("attempt 2 of 3");
  expect(first.text).toContain("the gate is open");
});

it("a program that fails by itself is not tried again", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name own-fault --attempts 3 -- false");
  await lab.ended("own-fault");
  expect(lab.jobNamed("own-fault").attempts).toHaveLength(1);
  expect(lab.kinds("own-fault")).not.toContain("attempt");
});

it("unless it was asked to be", async () => {
  const line = "/batch submit --jobdef hello --name stubborn --attempts 2 --retry-on any -- false";
  await lab.ask(jblow, petersLab, line);
  await lab.ended("stubborn");
  expect(lab.jobNamed("stubborn").attempts).toHaveLength(2);
  expect(lab.kinds("stubborn").slice(-2)).toEqual(["attempt", "finished"]);
});

/** Batch tells of a blocked queue ten minutes after the job came to its head. */
async function tellBlockedLater(name: string): Promise<void> {
  const { aws } = here;
  const isIts = ({ detail }: { detail: unknown }) =>
    (detail as { jobId: string }).jobId === lab.jobNamed(name).jobId;
  const told = () =>
    aws.events().find((event) => event["detail-type"] === "Batch Job Queue Blocked" && isIts(event));
  await aws.waitUntil(() => told() !== undefined);
  const event = told() as NonNullable<ReturnType<typeof told>>;
  const time = new Date(Date.parse(event.time) + 600_000).toISOString().replace(".000", "");
  aws.sendEvent(petersAccount, { ...event, id: `later-${name}`, time });
}

it("a job that can not start as it is tells its thread, with a mention and a way out", async () => {
  const reason =
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.";
  here.aws.blockQueue(petersAccount, "highmem", reason);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --queue highmem --name stuck -- true");
  await tellBlockedLater("stuck");
  await lab.see(() => lab.kinds("stuck").includes("waiting"));
  const [waiting] = lab.replies("stuck");
  expect(waiting?.text).toContain("stuck");
  expect(waiting?.text).toMatch(/^<@U0JBLOW> .*cannot start as it is: it asks for .* no machine that large/);
  expect(buttonsIn(waiting as NonNullable<typeof waiting>)).toContain("cancel");
  await lab.see(() => lab.cardOf("stuck").text.includes("no machine that large"));
  here.aws.unblockQueue(petersAccount, "highmem");
  await lab.ended("stuck");
  expect(lab.kinds("stuck")).toEqual(["waiting", "started", "finished"]);
});

it("a queue that is merely busy is told on the card alone", async () => {
  here.aws.blockQueue(petersAccount, "highmem", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - No capacity now.");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --queue highmem --name patient -- true");
  await tellBlockedLater("patient");
  await lab.see(() => lab.cardOf("patient").text.includes("AWS has no machine"));
  here.aws.unblockQueue(petersAccount, "highmem");
  await lab.ended("patient");
  expect(lab.kinds("patient")).toEqual(["started", "finished"]);
});
