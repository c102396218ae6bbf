import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  amate,
  general,
  jblow,
  klee,
  petersAccount,
  petersLab,
  stranger,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue } from "../support/people-at-work.ts";
import { direct, wholeLogFiles } from "../support/whole-log-files.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let files: ReturnType<typeof wholeLogFiles>;

beforeAll(async () => {
  here = await startHere({ speed: 20 });
  lab = atWork(here);
  files = wholeLogFiles(here);
  // Put together where it runs: the bot refuses what looks like a secret.
  await submit("small", "sh -c 'echo one; printf \"%s=%s\\n\" token hunter2hunter2; echo three'");
  await submit("long", "seq 1 200000");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name many --array 3 -- sh -c 'echo child'");
  for (const name of ["small", "long", "many"]) await lab.ended(name);
});

const provoked = [
  "files.getUploadURLExternal internal_error",
  "files.getUploadURLExternal ratelimited",
  "files.completeUploadExternal internal_error",
  "files.completeUploadExternal no answer",
  "upload internal_error",
  "upload no answer",
  "files.info file_not_found",
];

afterAll(() =>
  expectNothingLeft(here, {
    slackTrouble: [...provoked, "files.completeUploadExternal file_uploads_disabled"],
    awsTrouble: ["GetLogEvents ThrottlingException", "GetLogEvents ResourceNotFoundException"],
  }).finally(() => here.close()),
);

const pages = { service: "logs", operation: "GetLogEvents" } as const;
const submit = (name: string, command: string) =>
  lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ${name} -- ${command}`);
const ask = (line: string, user = jblow) => lab.ask(user, petersLab, `/batch logs ${line}`);
const settled = () =>
  vi.waitFor(async () => expect(await here.store.wholeLogs.nextDueMs()).toBeUndefined(), {
    timeout: 60_000,
    interval: 20,
  });

/** How it began, and the file that came of it. */
const askFor = async (line: string) => {
  const before = files.sent().length;
  const answer = await ask(line);
  const file = await lab.see(() => files.sent()[before]);
  return { answer, ...(await files.named(new RegExp(`^${file.name}$`))) };
};

describe("the whole log as a file", () => {
  it("comes to the person's direct messages, masked, and says what it is", async () => {
    const { answer, name, comment, text } = await askFor("small --file");
    expect(answer.text).toMatch(/^The whole log of small comes to your direct messages as the file `small_/);
    expect(buttonsIn(answer)).toEqual(["logs.stopfile"]);
    expect(name).toMatch(/^small_[0-9a-f]{4}\.log$/);
    expect(comment).toMatch(
      /^The whole log of small: 3 lines, \d+ B\. 1 value masked as a possible secret\.$/,
    );
    expect(text).toMatch(/^# The whole log of small\n# Job [0-9a-f-]{36} of peters-u, queue default, /);
    expect(text).toContain("are in the zone America/Los_Angeles");
    expect(text).toMatch(/\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}one\n/);
    expect(text).not.toContain("hunter2");
    expect(text.endsWith("three\n")).toBe(true);
  });

  it("of 200,000 lines is whole, and each line stands in it once", async () => {
    const { comment, text } = await askFor("long --all");
    expect(comment).toMatch(/^The whole log of long: 200,000 lines, 6\.\d MB\.$/);
    const lines = text
      .trimEnd()
      .split("\n")
      .filter((line) => /^\d/.test(line));
    expect(lines).toHaveLength(200_000);
    expect(lines[0]).toMatch(/ {2}1$/);
    expect(lines.at(-1)).toMatch(/ {2}200000$/);
  });

  it("of several children of an array is one file with a heading for each", async () => {
    const { name, text } = await askFor("many --index 0,2 --file");
    expect(name).toMatch(/^many_[0-9a-f]{4}_2-children\.log$/);
    expect(text.match(/^# index \d/gm)).toEqual(["# index 0", "# index 2"]);
    expect(text.match(/ {2}child$/gm)).toHaveLength(2);
    const { name: only } = await askFor("many:1 --file");
    expect(only).toMatch(/^many_[0-9a-f]{4}_index-1\.log$/);
  });

  it("is written down for who was given it, without what stands in it", async () => {
    await settled();
    const entries = new Sqlite(here.databaseFile, { readonly: true });
    const rows = entries
      .prepare("select member, verb, outcome, detail from audit where detail like '%wholeLog%'")
      .all() as { member: string; verb: string; outcome: string; detail: string }[];
    entries.close();
    expect(rows[0]).toMatchObject({ member: jblow, verb: "logs", outcome: "done" });
    expect(JSON.parse(rows[0]?.detail ?? "{}")).toMatchObject({
      file: expect.stringMatching(/^small/),
      lines: 3,
    });
    expect(JSON.stringify(rows)).not.toMatch(/three|hunter2/);
  });
});

describe("an answer about a log", () => {
  it("sends the whole log of it at a press", async () => {
    const before = files.sent().length;
    const shown = await ask("many:2 --tail 1");
    const begun = await lab.follow(jblow, shown, "logs.whole");
    expect(begun.text).toMatch(/^The whole log of many \(index 2\) comes to your direct messages/);
    const file = await lab.see(() => files.sent()[before]);
    expect(file.name).toMatch(/^many_[0-9a-f]{4}_index-2\.log$/);
  });

  it("is sent to who asked as a message that stays, with the very same lines", async () => {
    const shown = await ask("long --tail 3");
    expect(shown.text).toMatch(/199998\n.*199999\n.*200000$/);
    await here.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "logs.keep" });
    const kept = await lab.see(() =>
      here.slack.messages(direct).find(({ text }) => text.startsWith("The last 3 lines of the log of long")),
    );
    expect(kept.text).toBe(shown.text);
    const ofMany = await ask("many --index 0-1");
    await here.slack.acts.click(jblow, { ephemeralId: ofMany.id, actionId: "logs.keep" });
    await lab.see(() => here.slack.messages(direct).find(({ text }) => text === ofMany.text));
  });
});

describe("while it is gathered", () => {
  /** Every page takes so long that one can see how it goes. */
  const slowly = () => here.aws.faults.add({ ...pages, effect: { kind: "slow", delayMs: 250 } });
  /** What is told in somebody's direct messages of the one that was asked for last. */
  const told = (place: string) => {
    const before = new Set(here.slack.messages(place).map(({ ts }) => ts));
    const now = () => here.slack.messages(place).find(({ ts, files }) => !before.has(ts) && !files?.length);
    return { now, says: (words: RegExp) => lab.see(() => words.test(now()?.text ?? "") && now()) };
  };
  const underWay = /^I am gathering the whole log of long: [\d,]+ lines, \d.* so far\.$/;

  it("one message tells how far it is, and in the end that the file is here", async () => {
    const before = files.sent().length;
    const progress = told(direct);
    const fast = slowly();
    await ask("long --file");
    const first = { ...(await progress.says(underWay)) };
    expect(buttonsIn(first)).toEqual(["logs.stopfile"]);
    const further = await lab.see(() => progress.now()?.text !== first.text && { ...progress.now() });
    expect(further).toMatchObject({ ts: first.ts, text: expect.stringMatching(underWay) });
    fast();
    const last = await progress.says(/^The whole log of long is here as a file: 200,000 lines, 6\.\d MB\.$/);
    expect(last.ts).toBe(first.ts);
    expect(buttonsIn(last)).toEqual([]);
    expect(files.sent()).toHaveLength(before + 1);
  });

  it("*Stop* ends it: no file comes, and the message says so", async () => {
    const before = files.sent().length;
    const progress = told(direct);
    const fast = slowly();
    await ask("long --file");
    const { ts } = await progress.says(underWay);
    const answer = await lab.press(jblow, { channel: direct, ts }, "logs.stopfile");
    expect(answer.text).toBe("The whole log of long is not sent: you have stopped it.");
    const last = await progress.says(/^The whole log of long is not sent: you have stopped it\.$/);
    expect(last.ts).toBe(ts);
    fast();
    await settled();
    expect(files.sent()).toHaveLength(before);
    const late = await ask("small --file");
    await settled();
    expect((await lab.follow(jblow, late, "logs.stopfile")).text).toMatch(/^There is nothing to stop/);
  });

  it("who is taken out of the lab meanwhile is given nothing, and hears why, but nothing of the log", async () => {
    const place = `D${amate.slice(1)}`;
    const progress = told(place);
    const fast = slowly();
    await ask("long --file", amate);
    const { ts } = await progress.says(underWay);
    const question = await lab.ask(upeters, petersLab, `/batch access remove <@${amate}> peters-u`);
    await lab.follow(upeters, question, "access remove.confirm");
    const last = await progress.says(
      /^I could not send the whole log of long: you are not of its lab any more\.$/,
    );
    expect(last.ts).toBe(ts);
    expect(JSON.stringify(last.blocks)).not.toMatch(/lines|peters-u|console/);
    expect(buttonsIn(last)).toEqual([]);
    fast();
    await settled();
    expect(here.slack.messages(place).flatMap(({ files = [] }) => files)).toEqual([]);
  });
});

describe("who may not, and what is not there", () => {
  it("another lab's log is answered as one that does not exist", async () => {
    const { jobId } = lab.jobNamed("small");
    const theirs = await lab.ask(klee, general, `/batch logs ${jobId} --file`);
    const none = await lab.ask(klee, general, "/batch logs 00000000-0000-4000-8000-000000000000 --file");
    expect(theirs.text.replace(jobId, "ID")).toBe(
      none.text.replace("00000000-0000-4000-8000-000000000000", "ID"),
    );
    expect((await lab.ask(stranger, general, `/batch logs ${jobId} --file`)).text).toMatch(
      /^I (do not know|find no)/,
    );
  });

  it("nobody else stops what somebody has asked for", async () => {
    const answer = await ask("long --file");
    const value = buttonValue(answer, "logs.stopfile");
    const before = files.sent().length;
    expect(value).toMatch(/^w_/);
    const stopped = await here.store.wholeLogs.askStop(value as never, amate as never, 1);
    expect(stopped).toBeUndefined();
    await lab.see(() => files.sent().length > before);
  });

  it("a log that is gone is told as gone", async () => {
    const { jobId } = lab.jobNamed("small");
    const job = here.aws.job(jobId) as unknown as { container: { logStreamName: string } };
    here.aws.expireLog(petersAccount, "/aws/batch/job", job.container.logStreamName);
    await ask("small --file");
    const told = await lab.see(() =>
      here.slack
        .messages(direct)
        .find(({ text }) => text.startsWith("I could not send the whole log of small")),
    );
    expect(told.text).toMatch(/it is gone\. AWS keeps logs only for a time\.$/);
  });

  it("what chooses lines does not go with it", async () => {
    expect((await ask("long --file --tail 5")).text).toMatch(/`--file` sends the whole log/);
  });
});

describe("trouble on the way", () => {
  it.each([
    ["files.getUploadURLExternal", { kind: "status", status: 503 }],
    ["files.getUploadURLExternal", { kind: "rate-limit", retryAfterSec: 2 }],
    ["upload", { kind: "status", status: 502 }],
    ["upload", { kind: "status-but-done", status: 500 }],
    ["upload", { kind: "reset-before" }],
    ["files.completeUploadExternal", { kind: "status", status: 503 }],
    ["files.completeUploadExternal", { kind: "status-but-done", status: 504 }],
    ["files.completeUploadExternal", { kind: "reset-but-done" }],
  ] as const)("%s answering %j once: the file comes, once", async (method, fault) => {
    const before = files.sent().length;
    here.slack.faults.add(method, fault);
    const { text } = await askFor("many:0 --file");
    expect(text).toContain("  child\n");
    await settled();
    expect(files.sent()).toHaveLength(before + 1);
  });

  it("CloudWatch giving no page for a while", async () => {
    here.aws.faults.add({ ...pages, times: 4, effect: { kind: "throttle" } });
    const { comment } = await askFor("long --file");
    expect(comment).toContain("200,000 lines");
  });

  it("a workspace that takes no files: the person is told", async () => {
    here.slack.faults.add("files.completeUploadExternal", { kind: "error", error: "file_uploads_disabled" });
    await ask("many:0 --file");
    await lab.see(() =>
      here.slack.messages(direct).find(({ text }) => text.includes("Slack takes no such file from me here")),
    );
  });
});

it("no more go at a time than a person may have under way", async () => {
  const free = here.aws.faults.add({ ...pages, effect: { kind: "throttle" } });
  for (let count = 0; count < 3; count++) await ask("long --file");
  const answer = await ask("long --file");
  expect(answer.text).toMatch(/^3 whole logs of yours are on the way already/);
  const ids = await here.store.wholeLogs.due(Number.MAX_SAFE_INTEGER, [], 10);
  for (const { id } of ids) await here.store.wholeLogs.askStop(id, jblow as never, here.clock.nowMs());
  free();
  await settled();
});
