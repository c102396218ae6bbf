/** What an account's key lets one say is of that account alone, whatever it names. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { eventKeys } from "../support/installation.ts";
import {
  amate,
  doeAccount,
  doeLab,
  jblow,
  klee,
  petersAccount,
  petersLab,
  region,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let open: () => void;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  const program = gate(here.folder, "theirs");
  open = program.open;
  await lab.ask(klee, doeLab, `/batch submit --jobdef hello --name theirs -- ${program.command}`);
  await lab.shows("theirs", "running", doeAccount);
});

afterAll(() => here.close());

type Forged = { key?: string; account?: string; arnAccount?: string; detail?: object };

async function post({ key = petersAccount, account = key, arnAccount = account, detail = {} }: Forged) {
  const { jobId, jobName } = lab.jobNamed("theirs", doeAccount);
  const arn = (kind: string, name: string) => `arn:aws:batch:${region}:${arnAccount}:${kind}/${name}`;
  const body = {
    version: "0",
    id: `forged-${Math.random()}`,
    "detail-type": "Batch Job State Change",
    source: "aws.batch",
    account,
    time: new Date(here.clock.nowMs()).toISOString(),
    region,
    resources: [arn("job", jobId)],
    detail: {
      jobArn: arn("job", jobId),
      jobId,
      jobName,
      jobQueue: arn("job-queue", "default"),
      jobDefinition: arn("job-definition", "hello:1"),
      status: "FAILED",
      statusReason: "forged",
      createdAt: here.clock.nowMs(),
      attempts: [],
      ...detail,
    },
  };
  const headers = { "content-type": "application/json", "x-api-key": eventKeys[key] ?? "" };
  return (await fetch(`${here.botUrl}/aws/events`, { method: "POST", headers, body: JSON.stringify(body) }))
    .status;
}

it("the key of one account says nothing of another's, in whichever place it is named", async () => {
  expect(await post({ account: doeAccount })).toBe(403);
  expect(await post({ arnAccount: doeAccount })).toBe(403);
  expect(await post({ key: "nobody's" })).toBe(401);
});

it("the same id, name and tags in one's own account are another job, and nobody's", async () => {
  const { jobId } = lab.jobNamed("theirs", doeAccount);
  const [job] = await here.store.jobs.byBatchIds(doeAccount as never, region, [jobId as never]);
  const tags = {
    "batchmate:submission": job?.id,
    "batchmate:pi": "doe-j",
    "batchmate:member": klee,
    "batchmate:channel": doeLab,
  };
  const children = { arrayProperties: { size: 2, statusSummary: { FAILED: 2 } } };
  for (const detail of [
    { tags },
    { tags, jobId: `${jobId}:0` },
    { tags, ...children },
    { tags, status: "SUCCEEDED" },
  ])
    expect(await post({ detail })).toBe(202);
  await expectNothingLeft(here);
  const [now] = await here.store.jobs.byBatchIds(doeAccount as never, region, [jobId as never]);
  expect(now).toEqual(job);
  expect(payloadOf(lab.cardOf("theirs", doeAccount))).toMatchObject({ state: "running" });
  for (const line of ["status theirs", `status ${jobId}`])
    expect((await lab.ask(jblow, petersLab, `/batch ${line}`)).text).toMatch(/^I find no job/);
});

it("every call that writes carries who pressed, and no other", async () => {
  open();
  await lab.ended("theirs", doeAccount);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name shared -- sleep 3600");
  const card = await lab.shows("shared", "running");
  const question = await lab.press(amate, { channel: petersLab, ts: card.ts }, "cancel");
  await lab.follow(amate, question, "cancel.confirm");
  await lab.ended("shared");
  await lab.ask(amate, petersLab, "/batch retry shared -- echo again");
  const writes = here.aws
    .calls()
    .filter(({ service, operation }) => service === "batch" && !/^(Describe|List)/.test(operation))
    .map(({ operation, sourceIdentity, sessionName, account }) => [
      operation,
      sourceIdentity,
      sessionName,
      account,
    ]);
  expect(writes).toEqual([
    ["SubmitJob", klee, "batchmate-klee", doeAccount],
    ["SubmitJob", jblow, "batchmate-jblow", petersAccount],
    ["TerminateJob", amate, "batchmate-amate", petersAccount],
    ["SubmitJob", amate, "batchmate-amate", petersAccount],
  ]);
  await lab.see(() => lab.jobs().every(({ status }) => status === "SUCCEEDED" || status === "FAILED"));
  await expectNothingLeft(here);
});
