/** Many people come into a lab at once: shown before, done at a press, told to each. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ephemeral, Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import {
  admin,
  amate,
  general,
  jblow,
  kfoe,
  klee,
  petersLab,
  stranger,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({ speed: 2 });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() =>
  expectNothingLeft(here, { slackTrouble: ["usergroups.list missing_scope"] }).finally(() => here.close()),
);

const direct = (user: string): Message[] =>
  here.slack.messages(`D${user.slice(1)}`).filter(({ isBot }) => isBot);
const heard = (user: string, words: RegExp) =>
  lab.see(() => direct(user).find(({ text }) => words.test(text)));
const inPeters = async () =>
  (await here.store.roster.ofPis(["peters-u" as never]))
    .map(({ member, role }) => `${member} ${role}`)
    .toSorted();
const said = ({ blocks }: Ephemeral) => JSON.stringify(blocks).replaceAll(/"block_id":"\w+"/g, "");

it("a pasted table shows who would come in and which line is not right, and changes nothing yet", async () => {
  const before = await inPeters();
  const table = "person,role\nnobody@example.org,member\nklee,manager\n<@U0GUEST>,member\njblow,boss";
  const shown = await lab.ask(upeters, petersLab, `/batch access import\n${table}`);
  expect(shown.text).toBe("2 people come into peters-u. Nothing was changed yet. 2 things are not right.");
  expect(said(shown)).toMatch(/N\. Body.*nobody.*K\. Lee.*klee.*as a manager/s);
  expect(said(shown)).toMatch(/Row 4: They are a guest of the workspace.*Row 5, column role: /s);
  expect(await inPeters()).toEqual(before);
  const done = await lab.follow(upeters, shown, "access import.apply");
  expect(done.text).toMatch(/^2 people came into peters-u\. Whoever came in/);
  await heard(stranger, /^You are in peters-u now: U\. Peters put you on its roster/);
  await heard(klee, /^You are in peters-u now as a manager: U\. Peters put you/);
  expect(await inPeters()).toEqual([...before, `${klee} manager`, `${stranger} member`].toSorted());
});

it("a file that is the whole list takes out who is not in it, and the roster that has changed since is shown anew", async () => {
  const csv =
    "email,pi,role,default\nupeters@example.org,peters-u,manager,\njblow@example.org,peters-u,manager,yes\nnobody@example.org,peters-u,,\n";
  const shown = await importsFile(upeters, "`/batch access import --whole`", csv);
  expect(shown.text).toBe("1 person changes in peters-u and 2 are taken out. Nothing was changed yet.");
  expect(said(shown)).toMatch(/J\. Blow.*becomes a manager.*becomes their default.*K\. Lee.*A\. Mate/s);
  await lab.ask(admin, general, `/batch access add <@${kfoe}> peters-u`);
  const anew = await lab.follow(upeters, shown, "access import.apply");
  expect(anew.text).toMatch(
    /^The roster has changed since this was shown, so nothing was done\. 1 person changes in peters-u and 3 are taken out/,
  );
  expect(await inPeters()).toContain(`${amate} member`);
  const done = await lab.follow(upeters, anew, "access import.apply");
  expect(done.text).toMatch(/^1 person was changed in peters-u and 3 were taken out/);
  for (const user of [klee, amate, kfoe])
    await heard(user, /^You are no longer in peters-u: U\. Peters took you out/);
  await heard(jblow, /^You are a manager of peters-u now, made one by U\. Peters/);
  expect(await inPeters()).toEqual([`${jblow} manager`, `${upeters} manager`, `${stranger} member`]);
});

it("a double press does it once, and a second one finds nothing left", async () => {
  const line = `/batch access import --pi peters-u\nperson\namate@example.org`;
  const [shown, again] = [await lab.ask(upeters, petersLab, line), await lab.ask(upeters, petersLab, line)];
  const press = { ephemeralId: shown.id, actionId: "access import.apply" };
  await Promise.all([here.slack.acts.click(upeters, press), here.slack.acts.click(upeters, press)]);
  await lab.see(() =>
    here.slack.ephemerals(upeters).some(({ text }) => text.startsWith("1 person came into peters-u.")),
  );
  const second = await lab.follow(upeters, again, "access import.apply");
  expect(second.text).toMatch(
    /^The roster has changed since this was shown, so nothing was done\. There is nothing to change\. 1 person is on the roster already/,
  );
  expect(buttonsIn(second)).toEqual([]);
  await heard(amate, /^You are in peters-u now/);
  expect(direct(amate).filter(({ text }) => text.startsWith("You are in peters-u now"))).toHaveLength(1);
});

it("a user group seeds a lab, and who may not be in it is named", async () => {
  const shown = await lab.ask(jblow, general, "/batch access import --group @peters-people");
  expect(shown.text).toBe(
    "There is nothing to change. 3 people are on the roster already as it says. 1 thing is not right.",
  );
  expect(said(shown)).toContain("They are a guest of the workspace");
  const other = await lab.ask(admin, general, "/batch access import --pi doe-j --group @peters-people");
  expect(other.text).toMatch(/^3 people come into doe-j\./);
  expect((await lab.ask(admin, general, "/batch access import --pi doe-j --group @nobody-yet")).text).toMatch(
    /^The user group .* is empty/,
  );
  expect((await lab.ask(admin, general, "/batch access import --pi doe-j --group @no-such")).text).toMatch(
    /^There is no user group `@no-such` here/,
  );
  here.slack.faults.add("usergroups.list", { kind: "error", error: "missing_scope" });
  expect(
    (await lab.ask(admin, general, "/batch access import --pi doe-j --group peters-people")).text,
  ).toMatch(/lacks the scope `usergroups:read`/);
});

it("the form says what is wrong under its field, and shows what would change", async () => {
  await here.slack.acts.types(admin, { channel: general, text: "/batch access import" });
  await form.ready(admin);
  expect(await form.offers(admin, "pi", "do")).toEqual(["doe-j"]);
  expect((await form.sends(admin, { table: "", group: "", whole: "stay" })).errors).toEqual({
    table: "Write the table here, or name a user group below.",
  });
  expect((await form.sends(admin, { table: "name\nAda", group: "", whole: "stay" })).errors).toMatchObject({
    table: expect.stringMatching(/^No column says who/),
  });
  const before = new Set(here.slack.ephemerals(admin).map(({ id }) => id));
  await form.sends(admin, { table: "person\njblow", group: "", pi: "doe-j", whole: "stay" });
  const shown = await lab.see(() => here.slack.ephemerals(admin).find(({ id }) => !before.has(id)));
  expect(shown.text).toBe("1 person comes into doe-j. Nothing was changed yet.");
});

it("who manages nothing imports nothing, and another lab is answered as one that does not exist", async () => {
  const line = (pi: string) => `/batch access import\nperson,pi\namate,${pi}`;
  expect((await lab.ask(kfoe, general, line("peters-u"))).text).toMatch(/^You manage no lab/);
  expect((await lab.ask(klee, general, line("doe-j"))).text).toMatch(/^You manage no lab/);
  const doe = await lab.ask(upeters, general, line("doe-j"));
  const none = await lab.ask(upeters, general, line("none-x"));
  expect(said(doe).replaceAll("doe-j", "none-x")).toBe(said(none));
  expect((await lab.ask(upeters, general, "/batch access import --pi doe-j\nperson\njblow")).text).toMatch(
    /^You are not in doe-j/,
  );
});

it("who loses the lab between the look and the press changes nothing", async () => {
  const shown = await lab.ask(
    jblow,
    petersLab,
    "/batch access import --pi peters-u\nperson\nkfoe@example.org",
  );
  await lab.ask(admin, general, `/batch access add <@${jblow}> peters-u --role member`);
  const refused = await lab.follow(jblow, shown, "access import.apply");
  expect(refused.text).toMatch(
    /^The roster has changed since this was shown, so nothing was done\. There is nothing to change/,
  );
  expect(await inPeters()).not.toContain(`${kfoe} member`);
});

async function importsFile(by: string, text: string, csv: string): Promise<Ephemeral> {
  const sent = await fetch(`${here.slack.url}/play/upload?as=${by}&name=people.csv`, {
    method: "POST",
    body: csv,
  });
  const { file } = (await sent.json()) as { file: { id: string } };
  const { message } = await here.slack.acts.types(by, { channel: petersLab, text, files: [file.id] });
  const before = new Set(here.slack.ephemerals(by).map(({ id }) => id));
  await here.slack.acts.messageShortcut(by, {
    callbackId: "access import",
    channel: petersLab,
    ts: message?.ts ?? "",
  });
  return lab.see(() => here.slack.ephemerals(by).find(({ id }) => !before.has(id)));
}
