import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
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
  here.aws.faults.onEvents((event) => {
    if (childOf(event) === undefined) return [{ delayMs: 0 }];
    count += 1;
    if (count % 5 === 0) {
      lost += 1;
      return [];
    }
    const delays = count % 2 === 0 ? [(count * 37) % 400] : [(count * 91) % 300, (count * 53) % 700];
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

  const told = `exit code 1 in ${endsWith1.join(", ")}; exit code 7 in 40–42, 44–49`;
  const card = await lab.see(() => {
    const now = lab.cardOf("wide");
    return now.text.includes(`Failed: ${told}.`) ? now : undefined;
  }, patienceMs);
  expect(payloadOf(card)).toMatchObject({ state: "failed", job: lab.jobNamed("wide").jobId });
  expect(card.text).toContain("Of 200: 171 succeeded, 29 failed.");
  await lab.see(() => lab.replies("wide").some(({ text }) => text.includes(`Why: ${told}.`)), patienceMs);
  expect(lab.kinds("wide")).toEqual(["started", "finished"]);
  expect(lab.cards()).toHaveLength(1);
  expect(count).toBeGreaterThan(size);
  expect(lost).toBeGreaterThan(50);
  expect(here.slack.calls.length - callsBefore).toBeLessThanOrEqual(60);
}, 120_000);

it("the reply shows the lines of one that failed like most of them, and says whose they are", async () => {
  const shown = await lab.see(() => {
    const blocks = JSON.stringify(lab.replies("wide").at(-1)?.blocks);
    return blocks.includes("bad input") ? blocks : undefined;
  }, patienceMs);
  expect(shown).toContain("Last lines of index 3:");
}, 120_000);
