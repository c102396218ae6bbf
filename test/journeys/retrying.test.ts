import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PiName } from "../../src/domain/ids.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { amate, general, jblow, klee, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue, payloadOf } from "../support/people-at-work.ts";
import { retries } from "../support/retries.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let again: ReturnType<typeof retries>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  again = retries(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submit = (line: string) => lab.ask(jblow, petersLab, `/batch submit --jobdef hello ${line}`);

it("a failed job runs again in its thread, with all it was given, for who pressed Retry", async () => {
  const mended = join(here.folder, "mended");
  const command = `sh -c "[ -e ${mended} ] && echo mended with $WHAT || exit 3"`;
  await submit(`--name flaky --env WHAT=care --timeout 5m --tag project=x -- ${command}`);
  const { end, card } = await again.endOf("flaky", 0);
  const { version = 0 } = payloadOf(card);
  expect(buttonsIn(end)).toEqual(["submit.edit", "retry.again", "logs", "status", "open.aws"]);
  writeFileSync(mended, "");

  const answer = await lab.press(amate, end, "retry.again");
  expect(answer.text).toMatch(/^flaky is submitted to queue default as/);
  const second = await again.endOf("flaky", 1);
  expect(second.end.text).toMatch(/^<@U0AMATE> flaky succeeded/);
  const [first, last] = again.submitsOf("flaky");
  expect(again.withoutWho(last)).toEqual(again.withoutWho(first));
  expect(last).toMatchObject({ tags: { "batchmate:member": amate, "batchmate:hutchnet": "amate" } });
  expect(last?.jobName).toMatch(/^amate-flaky-/);

  expect([second.card.channel, second.card.ts]).toEqual([card.channel, card.ts]);
  const shown = JSON.stringify(second.card.blocks);
  expect(shown).toContain("A. Mate for peters-u");
  expect(shown).toMatch(/Before: failed after [^·]*, exit code 3 · `[0-9a-f]{8}`/);
  expect(payloadOf(second.card).version).toBeGreaterThan(version);
  const log = await lab.ask(jblow, { channel: card.channel, threadTs: card.ts }, "<@U0BATCHMATE> logs");
  expect(log.text).toContain("mended with care");
});

it("what is typed behind it is other than it was, and all else as it was", async () => {
  await submit('--name grown --memory 600M --param who="all of you" --attempts 2 -- sh -c "exit 4"');
  const { end } = await again.endOf("grown", 0);
  const line = "retry --memory 2x --timeout 2h --env MODE=calm -- echo calmly";
  const answer = await lab.ask(
    jblow,
    { channel: end.channel, threadTs: end.threadTs ?? "" },
    `<@U0BATCHMATE> ${line}`,
  );
  expect(answer.text).toMatch(/^grown is submitted/);
  await again.endOf("grown", 1);
  const [first, last] = again.submitsOf("grown");
  expect(last).toMatchObject({
    parameters: { who: "all of you" },
    timeout: { attemptDurationSeconds: 7200 },
    containerOverrides: {
      command: ["echo", "calmly"],
      environment: [{ name: "MODE", value: "calm" }],
      resourceRequirements: [{ type: "MEMORY", value: "1200" }],
    },
  });
  expect(last?.retryStrategy).toEqual(first?.retryStrategy);
});

it("a job that needed more memory gets twice as much at a press", async () => {
  const fed = join(here.folder, "fed");
  // Held, or it is given back before anybody has looked how much it is.
  const program = `"globalThis.held = Buffer.alloc(110e6, 1); setInterval(() => require('fs').existsSync('${fed}') && process.exit(), 20)"`;
  await submit(`--name hungry --memory 100M -- ${process.execPath} -e ${program}`);
  const { end } = await again.endOf("hungry", 0);
  expect(end.text).toContain("needed more memory than its 100 MiB");
  expect(buttonsIn(end)[0]).toBe("retry.memory");
  expect(JSON.stringify(end.blocks)).toContain("Retry with 200 MiB");
  writeFileSync(fed, "");
  await lab.press(jblow, end, "retry.memory");
  const second = await again.endOf("hungry", 1);
  expect(JSON.stringify(second.card.blocks)).toContain("Before: failed after");
  expect(JSON.stringify(second.card.blocks)).toContain("out of memory");
  expect(again.submitsOf("hungry").at(-1)).toMatchObject({
    containerOverrides: { resourceRequirements: [{ type: "MEMORY", value: "200" }] },
  });
});

it("a double click retries once, and the button of a run that is past says so", async () => {
  await submit("--name pressed -- false");
  const { end } = await again.endOf("pressed", 0);
  const press = () =>
    here.slack.acts.click(jblow, { channel: end.channel, ts: end.ts, actionId: "retry.again" });
  const before = here.slack.ephemerals(jblow).length;
  const deliveries = await Promise.all([press(), press()]);
  expect(deliveries.map(({ status }) => status)).toEqual([200, 200]);
  await again.endOf("pressed", 1);
  const answers = await lab.see(() => {
    const found = here.slack.ephemerals(jblow).slice(before);
    return found.length === 2 && found.map(({ text }) => text).sort();
  });
  expect(answers[0]).toMatch(/^pressed is submitted/);
  expect(answers[1]).toMatch(
    /^pressed was already run again by J\. Blow: it .*Nothing more was submitted\.$/,
  );
  expect(lab.jobsNamed("pressed")).toHaveLength(2);
  const late = await lab.press(amate, end, "retry.again");
  expect(late.text).toMatch(/^pressed was already run again by J\. Blow: it .* failed/);
  expect(lab.jobsNamed("pressed")).toHaveLength(2);
});

it("what has not ended is not retried, and what succeeded runs again at a press", async () => {
  const { command, open } = gate(here.folder, "steady");
  await submit(`--name steady -- ${command}`);
  await lab.shows("steady", "running");
  const refusal = await lab.ask(jblow, petersLab, "/batch retry steady");
  expect(refusal.text).toMatch(/^steady has not ended: it is running .*Nothing was submitted\.$/);
  open();
  const { end } = await again.endOf("steady", 0);
  expect(buttonsIn(end)).toEqual(["logs", "retry.again", "status", "open.aws"]);
  expect(JSON.stringify(end.blocks)).toContain("Run again");
  await lab.press(jblow, end, "retry.again");
  const second = await again.endOf("steady", 1);
  expect(second.end.text).toMatch(/steady .*succeeded/);
  const byName = await lab.ask(jblow, petersLab, "/batch status steady");
  expect(byName.text).toMatch(/^steady of J\. Blow/);
});

it("another lab's job is not there to be retried", async () => {
  await submit(`--name ours --to <#${general}|general> -- false`);
  const { end } = await again.endOf("ours", 0);
  const typed = await lab.ask(klee, "C0DOE", "/batch retry ours");
  expect(typed.text).toMatch(/^I find no job `ours` that you can see/);
  const value = buttonValue(end, "retry.again");
  const pressed = await lab.press(klee, end, "retry.again", value);
  expect(pressed.text).toMatch(/^I find no job `/);
  expect(lab.jobsNamed("ours")).toHaveLength(1);
});

it("a value that only AWS knew is neither kept nor shown", async () => {
  const secret = "AKIAIOSFODNN7EXAMPLE";
  const asked = await submit(`--name quiet --env AWS_KEY=${secret} -- false`);
  await lab.follow(jblow, asked, "submit.anyway");
  const { end } = await again.endOf("quiet", 0);
  await lab.press(jblow, end, "retry.again");
  await again.endOf("quiet", 1);
  const [first, last] = again.submitsOf("quiet");
  expect(last?.containerOverrides).toEqual(first?.containerOverrides);
  const told = here.slack.calls.map(({ args }) => JSON.stringify(args)).join("\n");
  expect(told).not.toContain(secret);
  const { store } = here;
  const [newest] = await store.jobs.find({ pis: ["peters-u" as PiName], name: "quiet", limit: 1 });
  const before = newest === undefined ? [] : await store.jobs.before(newest, 5);
  expect(before).toHaveLength(1);
  expect(JSON.stringify([newest, before])).not.toContain(secret);
  if (newest !== undefined) expect((await store.submissions.get(newest.id))?.request).toBeUndefined();
});
