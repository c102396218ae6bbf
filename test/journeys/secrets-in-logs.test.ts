import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

/** Put together here, so that no scanner of repositories takes it for a real one. */
const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const own = "correct.horse.battery";

it("what a failed job prints of its secrets stands neither in its thread nor in an answer", async () => {
  const program = `sh -c "echo cloning with ${token}; echo got $DB_PASSWORD; echo error: sign-in failed with ${own} >&2; exit 3"`;
  const line = `/batch submit --jobdef hello --name leaky --env DB_PASSWORD=${own} -- ${program}`;
  const warning = await lab.ask(jblow, petersLab, line);
  await lab.follow(jblow, warning, "submit.anyway");
  await lab.ended("leaky");
  await lab.see(() =>
    JSON.stringify(lab.replies("leaky").at(-1)?.blocks ?? []).includes("sign-in failed with [masked]"),
  );
  const log = await lab.ask(jblow, petersLab, "/batch logs leaky");
  expect(JSON.stringify(log.blocks)).toMatch(/\d values masked as possible secrets/);
  const answers = [
    warning,
    log,
    await lab.ask(jblow, petersLab, "/batch status leaky"),
    await lab.ask(jblow, petersLab, `/batch logs leaky --grep ${token}`),
    await lab.ask(jblow, petersLab, `/batch status ${token}`),
  ];
  await expectNothingLeft(here);
  const said = JSON.stringify(
    [answers, lab.posts()].map((each) => each.map(({ text, blocks }) => [text, blocks])),
  );
  expect(said).toContain("cloning with [masked]");
  expect(said).not.toContain(token);
  expect(said).not.toContain(own);
});
