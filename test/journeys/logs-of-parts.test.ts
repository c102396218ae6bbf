/** Jobs that write more than one log: several attempts, several containers, several nodes. */
import { BatchClient, RegisterJobDefinitionCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersAccount, petersLab, region } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";
import { direct, wholeLogFiles } from "../support/whole-log-files.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

const ask = (line: string) => lab.ask(jblow, petersLab, `/batch ${line}`);

/** The last reply of a job's thread, once it shows this line of its log. */
const replyWith = (name: string, line: string) =>
  lab.see(() => {
    const said = JSON.stringify(lab.replies(name).at(-1)?.blocks ?? []);
    return said.includes(line) && said;
  });

const shell = (script: string, name = "default") => ({
  name,
  image: "busybox:1.36",
  command: ["sh", "-c", script],
  resourceRequirements: [
    { type: "VCPU" as const, value: "1" },
    { type: "MEMORY" as const, value: "128" },
  ],
});
/** Says so, and lasts until it is stopped. */
const stays = (words: string) => `echo ${words}; while :; do sleep 0.05; done`;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  const credentials = { accessKeyId: `AKIALOCAL${petersAccount}`, secretAccessKey: "local" };
  const batch = new BatchClient({ endpoint: here.aws.url, region, credentials });
  const containers = [
    { ...shell(stays("proxy is ready"), "proxy"), essential: false },
    { ...shell('echo counting; echo "ValueError: no reads" >&2; exit 2', "main"), essential: true },
  ];
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "pair",
      type: "container",
      ecsProperties: { taskProperties: [{ containers }] },
    }),
  );
  const nodeRangeProperties = [
    { targetNodes: "0:0", container: shell('echo "main node"; exit 5') },
    { targetNodes: "1:2", container: shell(stays("node $AWS_BATCH_JOB_NODE_INDEX")) },
  ];
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "cluster",
      type: "multinode",
      nodeProperties: { numNodes: 3, mainNode: 0, nodeRangeProperties },
    }),
  );
  batch.destroy();
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

it("each of three attempts has its own log", async () => {
  const program = "sh -c 'echo attempt $AWS_BATCH_JOB_ATTEMPT says so; exit 1'";
  await ask(`submit --jobdef hello --name thrice --attempts 3 --retry-on any -- ${program}`);
  await lab.ended("thrice");
  expect(lab.jobNamed("thrice").attempts).toHaveLength(3);
  expect(await replyWith("thrice", "attempt 3 says so")).not.toMatch(/attempt [12] says so/);
  for (const attempt of [1, 2, 3]) {
    const { text } = await ask(`logs thrice --attempt ${attempt}`);
    expect(text).toContain(`(attempt ${attempt} of 3)`);
    expect(text).toContain(`attempt ${attempt} says so`);
  }
  expect((await ask("logs thrice")).text).toContain("attempt 3 says so");
  expect((await ask("logs thrice --attempt 4")).text).toMatch(/3 attempts/);
});

it("of two containers the one that failed says why, and each can be read", async () => {
  await ask("submit --jobdef pair --name paired");
  await lab.ended("paired");
  expect(await replyWith("paired", "ValueError: no reads")).not.toContain("proxy is ready");
  const shown = await ask("logs paired");
  expect(shown.text).toMatch(/\(container `main`\).*ValueError: no reads/s);
  expect(JSON.stringify(shown.blocks)).toContain("`--container` shows `proxy`");
  const other = await ask("logs paired --container proxy");
  expect(other.text).toMatch(/\(container `proxy`\).*proxy is ready/s);
  expect((await ask("logs paired --container nobody")).text).toMatch(/proxy.*main|main.*proxy/);
});

it("the whole log of two containers is one file, with a heading for each", async () => {
  const files = wholeLogFiles(here);
  await ask("logs paired --file");
  const { text } = await files.named(/^paired_/);
  expect(text.match(/^# container \w+/gm)).toEqual(["# container main", "# container proxy"]);
  expect(here.slack.messages(direct)).not.toEqual([]);
});

it("of several nodes the main one is meant, and each can be read", async () => {
  await ask("submit --jobdef cluster --name spread");
  await lab.ended("spread");
  expect(await replyWith("spread", "main node")).not.toMatch(/node [12]"/);
  const { jobId } = lab.jobNamed("spread");
  const shown = await ask("logs spread");
  expect(shown.text).toMatch(/\(node 0\).*main node/s);
  expect(buttonsIn(shown)).toContain("logs.whole");
  expect((await ask("logs spread --node 1")).text).toMatch(/\(node 1\).*node 1$/s);
  expect((await ask(`logs ${jobId}#2`)).text).toMatch(/\(node 2\).*node 2$/s);
  expect((await ask("logs spread --node 7")).text).toMatch(/3 nodes|0 to 2|0–2/);
});
