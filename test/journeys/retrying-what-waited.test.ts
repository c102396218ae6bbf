/** Jobs that wait for others, run again: for the right one, or with a word why not. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";
import { retries } from "../support/retries.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let again: ReturnType<typeof retries>;

beforeAll(async () => {
  here = await startHere({ speed: 8, labs: labWithApprovals });
  lab = atWork(here);
  again = retries(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const ask = (line: string) => lab.ask(jblow, petersLab, `/batch ${line}`);

it("one that AWS never got waits for the same, and has its tags, once it is submitted again", async () => {
  const { command, open } = gate(here.folder, "upstream");
  await ask(`submit --jobdef hello --name upstream -- ${command}`);
  await lab.shows("upstream", "running");
  const asked = await ask(
    "submit --jobdef hello --name later --vcpus 4 --depends-on upstream --tag project=x -- echo later",
  );
  expect(asked.text).toContain("waits for a manager's yes");
  await ask("cancel later --yes");
  const answer = await ask("retry later --vcpus 1");
  expect(answer.text).toMatch(/^later is submitted/);
  const [sent] = again.submitsOf("later");
  expect(sent).toMatchObject({ tags: { project: "x" } });
  expect(sent?.dependsOn).toEqual([{ jobId: lab.jobNamed("upstream").jobId }]);
  open();
  await again.endOf("later", 0);
});

it("nothing is tied to a job that is about to run again and is not at AWS yet", async () => {
  const { failing, open } = gate(here.folder, "fail");
  await ask(`submit --jobdef hello --name first -- ${failing}`);
  await ask("submit --jobdef hello --name second --depends-on first -- true");
  open();
  await again.endOf("first", 0);
  await again.endOf("second", 0);
  expect((await ask("retry second")).text).toMatch(/which has not succeeded: retry that one first/);
  expect((await ask("retry first --vcpus 4")).text).toContain("waits for a manager's yes");
  const answer = await ask("retry second");
  expect(answer.text).toMatch(
    /^This job waits for .* is about to run again and is not at AWS yet: it waits for a manager's yes\. Retry this one once that is on its way\. Nothing was submitted\.$/,
  );
  expect(again.submitsOf("second")).toHaveLength(1);
  await ask("cancel first --yes");
});
