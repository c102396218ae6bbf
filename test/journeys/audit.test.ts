/** Who did what, read by those who may: through real doors, and nobody learns of another lab. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  admin,
  amate,
  doeAccount,
  general,
  jblow,
  klee,
  petersLab,
  stranger,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 2 });
  lab = atWork(here);
});
afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const direct = (user: string): Message[] =>
  here.slack.messages(`D${user.slice(1)}`).filter(({ isBot }) => isBot);

it("a manager reads what was done in the lab, and through which door", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name first");
  await lab.ended("first");
  await lab.ask(jblow, petersLab, "/batch logs first");
  const { text } = await lab.ask(upeters, petersLab, "/batch audit --pi peters-u");
  expect(text).toMatch(/^Audit of peters-u, newest first\./);
  expect(text).toContain("J. Blow: logs first");
  expect(text).toContain("in peters-u, typed: allowed");
});

it("who manages no lab is told so, whatever they name, and learns nothing", async () => {
  const lines = [
    "/batch audit",
    "/batch audit --pi peters-u",
    "/batch audit --pi nowhere-x",
    "/batch audit --csv",
  ];
  const answers: string[] = [];
  for (const line of lines) answers.push((await lab.ask(stranger, general, line)).text);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^The audit is read by managers/);
  expect((await lab.ask(amate, petersLab, "/batch audit --pi peters-u")).text).toBe(
    "The audit of peters-u is for its managers to read. Ask one of them.",
  );
});

it("a manager sees nothing of another lab, by person, by job or by name", async () => {
  await lab.ask(klee, general, "/batch submit --jobdef hello --name theirs");
  await lab.ended("theirs", doeAccount);
  await lab.ask(klee, general, "/batch status theirs");
  for (const line of [`audit --member <@${klee}>`, "audit --job theirs"]) {
    const { text } = await lab.ask(upeters, petersLab, `/batch ${line}`);
    expect(text).toMatch(/nothing is on record\.$/);
  }
  const unknown = (await lab.ask(upeters, petersLab, "/batch audit --pi nobody-x")).text;
  const others = (await lab.ask(upeters, petersLab, "/batch audit --pi doe-j")).text;
  expect(others).toBe(unknown.replaceAll("nobody-x", "doe-j"));
  expect((await lab.ask(admin, general, `/batch audit --member <@${klee}> --verb st`)).text).toContain(
    "K. Lee: status theirs",
  );
});

it("earlier pages follow, with no entry twice", async () => {
  const count = 30;
  for (let at = 0; at < count; at++)
    await here.store.audit.append({
      atMs: 1_000 + at,
      member: jblow as never,
      via: "slash",
      verb: `old${at}`,
      pi: "peters-u" as never,
      outcome: "done",
      detail: {},
    });
  const seen: string[] = [];
  let page = await lab.ask(upeters, petersLab, "/batch audit --until 2000-01-01");
  for (;;) {
    seen.push(...(JSON.stringify(page.blocks).match(/old\d+/g) ?? []));
    if (!buttonsIn(page).includes("audit.earlier")) break;
    page = await lab.follow(upeters, page, "audit.earlier");
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, at) => `old${count - 1 - at}`));
});

it("the whole of it goes as a file to direct messages, and asking is on record", async () => {
  const { text } = await lab.ask(upeters, petersLab, "/batch audit --pi peters-u --csv");
  expect(text).toMatch(
    /^The audit of peters-u is in your direct messages, as `batchmate-audit-.*\.csv`: \d+ entries/,
  );
  const sent = await lab.see(() => direct(upeters).find(({ files }) => (files ?? []).length > 0));
  expect(sent.text).toMatch(/entries, newest first\. Times are UTC\.$/);
  const [last] = await here.store.audit.list({ verb: "audit" }, { limit: 1 });
  expect(last).toMatchObject({ member: upeters, outcome: "done", detail: { deed: "read as a file" } });
});

it("what a job is given, and what it logs, is in no entry and in no line of the log", async () => {
  const [value, said] = ["violet-of-a-job", "violet-in-a-log"];
  const line = `/batch submit --jobdef hello --name hush --env COLOUR=${value} -- echo ${said}`;
  await lab.ask(jblow, petersLab, line);
  await lab.ended("hush");
  await lab.ask(jblow, petersLab, "/batch logs hush");
  const entries = await here.store.audit.list({}, { limit: 500 });
  expect(entries.filter(({ member }) => member === jblow).length).toBeGreaterThan(3);
  await lab.see(() => here.log.some(({ audit }) => (audit as { verb?: string })?.verb === "logs"));
  for (const text of [JSON.stringify(entries), JSON.stringify(here.log)]) {
    expect(text).not.toContain(value);
    expect(text).not.toContain(said);
  }
});

it("an admin exports what is kept of a person, and nobody else does", async () => {
  const refused = await lab.ask(upeters, petersLab, `/batch audit export <@${jblow}>`);
  expect(refused.text).toMatch(/^What is kept of a person is for the admins/);
  const sent = await lab.ask(admin, general, `/batch audit export <@${jblow}>`);
  expect(sent.text).toMatch(/^What I keep of J\. Blow is in your direct messages, as `batchmate-U0JBLOW-/);
});

it("who is in a lab is not erased; who has left is, after a question, and the lab's jobs stay", async () => {
  expect((await lab.ask(admin, general, `/batch audit erase <@${amate}>`)).text).toMatch(
    /^Nothing was erased: A\. Mate is still in peters-u/,
  );
  await lab.ask(amate, petersLab, "/batch submit --jobdef hello --name keepsake");
  await lab.ended("keepsake");
  const leaving = await lab.ask(amate, petersLab, `/batch access remove <@${amate}> peters-u`);
  await lab.follow(amate, leaving, "access remove.confirm");
  here.changePi("peters-u", { members: [] });
  const asked = await lab.ask(admin, general, `/batch audit erase <@${amate}>`);
  expect(asked.text).toMatch(/^Erase what is kept of A\. Mate\? It can not be undone\./);
  const done = await lab.follow(admin, asked, "audit erase.confirm");
  expect(done.text).toMatch(/^Erased\. What was a lab's goes on as `UERASED[0-9A-F]{8}`\. Removed: /);
  const [job] = await here.store.jobs.find({ pis: ["peters-u" as never], name: "keepsake", limit: 1 });
  expect(job?.owner).toMatch(/^UERASED/);
  expect(await here.store.audit.list({ member: amate as never }, { limit: 1 })).toEqual([]);
});
