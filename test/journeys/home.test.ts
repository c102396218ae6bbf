/** The app's Home tab: drawn when it is opened, and its buttons answer in the direct messages. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, jblow, petersLab, stranger } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name alpha -- echo one two three");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name endless -- sleep 600");
  await lab.ended("alpha");
  await lab.shows("endless", "running");
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

/** What stands on a person's Home once it has been opened, or opened again. */
async function homeOf(user: string): Promise<{ id: string; words: string; actions: string[] }> {
  const before = here.slack.home(user)?.hash;
  const { status } = await here.slack.acts.openHome(user);
  expect(status).toBe(200);
  const view = await lab.see(() => {
    const home = here.slack.home(user);
    return home !== undefined && home.hash !== before && home;
  });
  const words = JSON.stringify(view.blocks);
  const actions = [...words.matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? "");
  return { id: view.id, words, actions };
}

it("shows what is under way, the last results and the lab, and is fresh whenever it is opened", async () => {
  const { words } = await homeOf(jblow);
  expect(words).toMatch(/Under way.*\*endless\* running.*Last results.*\*alpha\* succeeded.*In your lab/);
  expect(words).toContain(": 1 running, of one person");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name later -- echo later");
  await lab.ended("later");
  expect((await homeOf(jblow)).words).toMatch(/Last results.*\*later\* succeeded.*\*alpha\* succeeded/);
});

it("shows a lab mate the lab at work and none of another's jobs", async () => {
  const { words } = await homeOf(amate);
  expect(words).toContain("No job of yours is under way");
  expect(words).toContain(": 1 running, of one person");
  expect(words).not.toMatch(/alpha|endless/);
});

it("shows who is in no lab how to get into one, and a button for it", async () => {
  const { words, actions } = await homeOf(stranger);
  expect(words).toContain("I do not know your lab yet");
  expect(actions).toEqual(["access request"]);
});

it("answers a press in the direct messages, for whoever pressed it", async () => {
  const { id, actions } = await homeOf(jblow);
  const log = actions.find((action) => action.startsWith("logs."));
  await here.slack.acts.click(jblow, { viewId: id, actionId: log ?? "" });
  const answer = await lab.see(() => here.slack.dms(jblow).find(({ text }) => /log of later/.test(text)));
  expect(JSON.stringify(answer.blocks)).toMatch(/\d\d:\d\d:\d\d {2}later/);
});
