import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  // Hundreds of events at once take a busy machine a while: were they sent again, they would be thousands.
  here = await startHere({ speed: 3, timings: { eventTimeoutMs: 60_000 } });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const size = 200;
const patienceMs = 90_000;

/** Every tenth fails with 1, and those from 40 on with 7. */
const command = 'sh -c "case $AWS_BATCH_JOB_ARRAY_INDEX in *3) echo bad input; exit 1;; 4?) exit 7;; esac"';
const endsWith1 = Array.from({ length: 20 }, (_, n) => n * 10 + 3);

const childOf = ({ detail }: { detail: unknown }): number | undefined => {
  const index = /:(\d+)$/.exec((detail as { jobId: string }).jobId)?.[1];
  return index === undefined ? undefined : Number(index);
};

it("an array whose children's events come shuffled, twice or never has one true card and few messages", async () => {
  let count = 0;
  let lost = 0;
  let copies = 0;
  here.aws.faults.onEvents((event) => {
    if (childOf(event) === undefined) {
      copies += 1;
      return [{ delayMs: 0 }];
    }
    count += 1;
    if (count % 5 === 0) {
      lost += 1;
      return [];
    }
    const delays = count % 2 === 0 ? [(count * 37) % 400] : [(count * 91) % 300, (count * 53) % 700];
    copies += delays.length;
    return delays.map((delayMs) => ({ delayMs }));
  });
  const callsBefore = here.slack.calls.length;
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name wide --array ${size} -- ${command}`);
  const end = await lab.see(
    () => lab.replies("wide").find((reply) => payloadOf(reply).kind === "finished"),
    patienceMs,
  );
  expect(end.text).toMatch(
    /^<@U0JBLOW> wide failed after .*: 29 of its 200 children failed, 171 succeeded\./,
  );

  const told = `exit code 1 (index ${endsWith1.join(", ")}); exit code 7 (index 40–42, 44–49)`;
  const card = await lab.see(() => {
    const now = lab.cardOf("wide");
    return now.text.includes(`Failed: ${told}.`) ? now : undefined;
  }, patienceMs);
  expect(payloadOf(card)).toMatchObject({ state: "failed", job: lab.jobNamed("wide").jobId });
  expect(card.text).toContain("Of 200: 171 succeeded, 29 failed.");
  await lab.see(() => lab.replies("wide").some(({ text }) => text.includes(`Why: ${told}.`)), patienceMs);
  const delivered = () => here.aws.deliveries().filter(({ outcome }) => outcome === "delivered").length;
  await here.aws.waitUntil(() => delivered() >= copies, patienceMs);
  expect(lab.kinds("wide")).toEqual(["started", "finished"]);
  expect(lab.cards()).toHaveLength(1);
  expect(count).toBeGreaterThan(size);
  expect(lost).toBeGreaterThan(50);
  expect(here.slack.calls.length - callsBefore).toBeLessThanOrEqual(60);
}, 120_000);

it("the reply shows the lines of one that failed like most of them, and says whose they are", async () => {
  const shown = await lab.see(() => {
    const blocks = JSON.stringify(lab.replies("wide").at(-1)?.blocks ?? []);
    return blocks.includes("bad input") ? blocks : undefined;
  }, patienceMs);
  expect(shown).toContain("Last lines of index 3:");
}, 120_000);

it("the log of any index, of several and of those that failed is a line away", async () => {
  const ask = async (line: string) => (await lab.ask(jblow, petersLab, `/batch ${line}`)).text;
  expect(await ask("logs wide:13")).toMatch(
    /^The last line of the log of wide \(index 13\):\n\S+ {2}bad input$/,
  );
  const several = await lab.ask(jblow, petersLab, "/batch logs wide --index 3,42,100");
  expect(several.text).toBe(
    "The last lines of the logs of 1 child of wide. Nothing in the log: index 42, 100.",
  );
  expect(JSON.stringify(several.blocks)).toContain("Index 3: failed with exit code 1");
  const failed = await ask("logs wide --failed");
  expect(failed).toMatch(
    /^The last lines of the logs of 5 children of wide\. Nothing in the log: index 40–42\. /,
  );
  expect(failed).toMatch(
    /21 more were not read; the next: `\/batch logs \w{8} --index 44-49,53,63,73,.*,193`\.$/,
  );
  expect(await ask("logs wide --failed --grep input")).toMatch(
    /^Lines that match `input` are in the logs of 20 children of wide\. More were found in 83, 93, 103, .* No line matches: index 40–42, 44–49\.$/,
  );
  const one = await lab.ask(jblow, petersLab, "/batch logs wide");
  expect(one.text).toMatch(/^The last line of the log of wide \(index 3\):/);
  expect(JSON.stringify(one.blocks)).toContain("Failed: exit code 1 (index 3, 13,");
  expect(await ask("logs wide:200")).toContain("This array has 200 children, counted from 0 to 199.");
  expect(await ask("logs wide#1")).toContain("This is an array: behind its id goes a colon");
}, 120_000);

it("where there are more than an answer reads, the next are a line or a press away, by the same wish", async () => {
  const id = lab.jobNamed("wide").jobId.slice(0, 8);
  const first = await lab.ask(jblow, petersLab, "/batch logs wide --failed --head 1 --attempt 1");
  expect(first.text).toContain(`the next: \`/batch logs ${id} --head 1 --attempt 1 --index 44-49,53,63,`);
  const next = await lab.follow(jblow, first, "logs.next");
  expect(next.text).toMatch(
    /^The first lines of the logs of \d children of wide\. Nothing in the log: index 44–49\./,
  );
  expect(JSON.stringify(next.blocks)).toContain("Times in America/Los_Angeles");
}, 120_000);

it("so is how an index has fared, and all of them together", async () => {
  const ask = async (line: string) => (await lab.ask(jblow, petersLab, `/batch ${line}`)).text;
  expect(await ask("status wide:44")).toMatch(
    /^wide of J\. Blow for peters-u failed after .* with exit code 7\./,
  );
  expect(await ask("status wide")).toContain(
    `exit code 1 (index ${endsWith1.join(", ")}); exit code 7 (index 40–42, 44–49).`,
  );
}, 120_000);
