import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
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

const ask = (line: string) => lab.ask(jblow, petersLab, `/batch ${line}`);

/** Fails for these indexes until a file of that name is there. */
const failing = (indexes: string, mended: string): string =>
  `sh -c "echo sample $AWS_BATCH_JOB_ARRAY_INDEX of $AWS_BATCH_JOB_ARRAY_SIZE; [ -e ${here.folder}/${mended} ] && exit 0; case $AWS_BATCH_JOB_ARRAY_INDEX in ${indexes}) exit 1;; esac"`;

/** An array of which a part was run again, and has ended. */
async function aPart(name: string, { size, indexes }: { size: number; indexes: string }) {
  await ask(`submit --jobdef hello --name ${name} --array ${size} -- ${failing(indexes, name)}`);
  await again.endOf(name, 0);
  const preview = await ask(`retry ${name} --failed`);
  await lab.follow(jblow, preview, "retry.confirm");
  return again.endOf(name, 1);
}

it("all of the first array, picked from a part of it, is all of it with its own numbers", async () => {
  await aPart("whole", { size: 5, indexes: "1|3" });
  expect((await ask("retry whole --index 0-4")).text).toMatch(/^whole is submitted/);
  const third = await again.endOf("whole", 2);
  const [first, , last] = again.submitsOf("whole");
  expect(last).toMatchObject({ arrayProperties: { size: 5 } });
  expect(last?.containerOverrides).toEqual(first?.containerOverrides);
  expect((await ask(`logs ${third.jobId}:4`)).text).toContain("sample 4 of 5");
  expect(JSON.stringify(third.card.blocks)).not.toContain("Runs index");
});

it("what was shown is not sent once the lab's programs are told their index otherwise", async () => {
  await aPart("otherwise", { size: 4, indexes: "2|3" });
  for (const now of ["off", "env"] as const) {
    const preview = await ask("retry otherwise --index 2-3");
    expect(preview.text).toMatch(/^otherwise would run 2 of its 4 indexes again: 2–3\./);
    here.changePi("peters-u", { arrayRetry: now });
    const refused = await lab.follow(jblow, preview, "retry.confirm");
    expect(refused.text).toMatch(new RegExp(`was .?shell.? when this was shown, and is .?${now}.? now`));
    here.changePi("peters-u", { arrayRetry: "shell" });
  }
  expect(again.submitsOf("otherwise")).toHaveLength(2);
});

it("behind a part an index is the one that its card shows, and the other children stay as they are", async () => {
  const { jobId } = await aPart("named", { size: 20, indexes: "1|3|17" });
  const short = jobId.slice(0, 8);
  expect((await ask(`logs ${short}:17`)).text).toMatch(/\(child 2, index 17 before\):\n.*sample 17 of 20$/);
  expect((await ask("logs named --index 1")).text).toContain("sample 1 of 20");
  expect((await ask("logs named --index 3,17")).text).toMatch(/2 children of named/);
  expect((await ask(`logs ${short}:0`)).text).toMatch(
    /^Index 0 was not run again: this job runs index 1, 3, 17 /,
  );
  expect((await ask(`status ${short}:2`)).text).toMatch(/^Index 2 was not run again/);
  expect((await ask(`cancel ${short}:0`)).text).toMatch(/^Index 0 was not run again/);
  // AWS's own id of a child is what AWS calls so.
  expect((await ask(`logs ${jobId}:0`)).text).toContain("sample 1 of 20");
});

it("cancelled by its index, of a part that child stops, and no other", async () => {
  const line = `sh -c "[ -e ${here.folder}/slow ] && exec sleep 1000; touch ${here.folder}/slow-$AWS_BATCH_JOB_ARRAY_INDEX; exit 1"`;
  await ask(`submit --jobdef hello --name slow --array 6 -- ${line}`);
  await again.endOf("slow", 0);
  writeFileSync(`${here.folder}/slow`, "");
  await lab.follow(jblow, await ask("retry slow --index 1,4"), "retry.confirm");
  const { jobId } = await lab.see(() => lab.jobsNamed("slow")[1]);
  const short = jobId.slice(0, 8);
  const question = await ask(`cancel ${short}:1 --yes`);
  expect(question.text).toContain("index 1");
  const statusOf = (child: number) => lab.jobs().find((job) => job.jobId === `${jobId}:${child}`)?.status;
  await lab.see(() => statusOf(0) === "FAILED");
  expect(statusOf(1)).not.toBe("FAILED");
  // What was asked about is stopped at the press: the child is not counted over once more.
  await lab.see(() => statusOf(1) === "RUNNING");
  const asked = await ask(`cancel ${short}:4`);
  expect(asked.text).toContain("index 4");
  await lab.follow(jblow, asked, "cancel.confirm");
  await again.endOf("slow", 1);
});

it("what failed is not forgotten once another part was run again, and what was mended is left out", async () => {
  await ask(`submit --jobdef hello --name kept --array 8 -- ${failing("1|3|6", "kept")}`);
  const first = await again.endOf("kept", 0);
  const short = first.jobId.slice(0, 8);
  writeFileSync(`${here.folder}/kept`, "");
  await lab.follow(jblow, await ask("retry kept --index 3"), "retry.confirm");
  await again.endOf("kept", 1);
  const newest = await ask("retry kept --failed");
  expect(newest.text).toMatch(/^kept would run 2 of its 8 indexes again: 1, 6\./);
  expect(JSON.stringify(newest.blocks)).toContain("index 1, 6 failed in another run of this array");
  const named = await ask(`retry ${short} --failed`);
  expect(named.text).toMatch(/^kept would run 2 of its 8 indexes again: 1, 6\./);
  expect(JSON.stringify(named.blocks)).toContain("index 3 of it succeeded since");
  await lab.follow(jblow, named, "retry.confirm");
  await again.endOf("kept", 2);
  expect((await ask(`retry ${short} --failed`)).text).toMatch(
    /^All of these that failed have succeeded since/,
  );
});
