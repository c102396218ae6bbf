/** All live logs of a workspace share Slack's pace: past a bound the next is refused, until one has ended. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { limits } from "../../src/domain/limits.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  admin,
  amate,
  general,
  jblow,
  kfoe,
  klee,
  labsFile,
  petersLab,
  stranger,
  upeters,
} from "../support/lab-world.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";
import { type Printer, printer } from "../support/printer.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
const running: Printer[] = [];
const names = ["one", "two", "three"];
const guests = [klee, kfoe, admin, stranger];

beforeAll(async () => {
  const lines = guests.map((slack, n) => `      - { slack: ${slack}, hutchnet: guest${n}, role: member }`);
  here = await startHere({
    speed: 8,
    labs: labsFile.replace("    members:", `    members:\n${lines.join("\n")}`),
  });
  lab = atWork(here);
  // Kept out of its threads, each person has a message of their own.
  here.changePi("peters-u", { logs: { inThreads: false, share: "lab", mask: [] } });
  for (const name of names) {
    const program = printer(here.folder, name);
    running.push(program);
    await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- ${program.command}`);
    await lab.shows(name, "running");
    program.print(`${name} begins`);
  }
});

afterAll(async () => {
  for (const each of running) each.end();
  await here.close();
});

it("the one past the bound is told why and what to do, and has its place when another has ended", async () => {
  const people = [jblow, amate, upeters, ...guests];
  const wishes = people.flatMap((person) => names.map((name) => [person, name] as const));
  expect(wishes.length).toBeGreaterThan(limits.liveAtOnce);
  const within = wishes.slice(0, limits.liveAtOnce);
  for (const [person, name] of within) {
    const answer = await lab.ask(person, general, `/batch follow ${name}`);
    expect(answer.text).toMatch(/^I show the log of \w+ as it grows, for 30 min at most, in your direct/);
  }
  const [last, name] = wishes[limits.liveAtOnce] ?? [stranger, "three"];
  const refused = await lab.ask(last, general, `/batch follow ${name}`);
  expect(refused.text).toBe(
    "20 logs are followed just now, and Slack takes no more at once. The newest lines you can have at any time.",
  );
  expect(buttonsIn(refused)).toEqual(["logs"]);
  const lines = await lab.follow(last, refused, "logs");
  expect(lines.text).toMatch(/three begins/);
  const tail = await lab.see(() =>
    here.slack.messages(`D${jblow.slice(1)}`).find((post) => payloadOf(post)?.kind === "tail"),
  );
  await here.slack.acts.click(jblow, { channel: tail.channel, ts: tail.ts, actionId: "logs.stop" });
  await expect
    .poll(async () => (await here.store.liveLogs.counts()).messages)
    .toBeLessThan(limits.liveAtOnce);
  const again = await lab.ask(last, general, `/batch follow ${name}`);
  expect(again.text).toMatch(/^I show the log of three as it grows/);
});
