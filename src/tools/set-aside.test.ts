import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AccountId } from "../domain/ids.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { main } from "./receive.ts";

const account = "111122223333";
const event = (id: string, changes: object = {}) =>
  JSON.stringify({
    id,
    "detail-type": "Batch Job State Change",
    account,
    detail: { jobId: "1" },
    ...changes,
  });

let folder: string;
let store: Store;
let here: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-receive-"));
  const labs = join(folder, "labs.yaml");
  writeFileSync(labs, `pis: { peters-u: { account: "${account}", region: us-west-2, channel: C0PETERS } }\n`);
  here = { DATABASE_URL: `sqlite:${join(folder, "batchmate.db")}`, BATCHMATE_LABS: labs };
  // As a bot at work has it open.
  store = await openStore(here.DATABASE_URL as string);
  for (const [id, why, body = event(id)] of [
    ["e1", "a kind of event that is not known"],
    ["e2", "its account is no lab's", event("e2", { account: "999988887777" })],
    ["message m3", "it is not an event", ""],
  ] as const) {
    const kind = body === "" ? { detailType: "", account: "" } : { detailType: "Batch Tea Break", account };
    const kept = { eventId: id, ...kind, account: kind.account as AccountId, body, receivedAtMs: 0 };
    await store.inbox.setAside(kept, why);
  }
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function run(argv: string[], changes: Record<string, string> = {}) {
  const said: string[] = [];
  const complaints: string[] = [];
  const code = await main(
    argv,
    { ...here, ...changes },
    {
      readFile: () => "",
      post: async () => ({ status: 500, retryAfterMs: 0 }),
      wait: async () => {},
      say: (line) => said.push(line),
      complain: (line) => complaints.push(line),
    },
  );
  return { code, said, complaints };
}

test("what is set aside is shown beside a bot at work: its id, kind, account, when and why", async () => {
  const { code, said } = await run(["--set-aside"]);
  expect(code).toBe(0);
  expect(said).toEqual([
    `e1  Batch Tea Break of ${account}  1970-01-01T00:00:00.000Z  a kind of event that is not known`,
    `e2  Batch Tea Break of ${account}  1970-01-01T00:00:00.000Z  its account is no lab's`,
    "message m3  no event  1970-01-01T00:00:00.000Z  it is not an event",
    "3 events are set aside. Put back with --again, or --again ID….",
  ]);
});

test("what is set aside is put back into the inbox of a bot at work, but for what no lab can have sent", async () => {
  const { code, said } = await run(["--set-aside", "--again"]);
  expect(code).toBe(1);
  expect(said).toEqual([
    `put back  e1  Batch Tea Break of ${account}`,
    expect.stringMatching(/^left +e2 .*no lab of the labs file has its account/),
    expect.stringMatching(/^left +message m3 .*nothing of it was kept/),
    expect.stringMatching(/^1 event is put back\./),
  ]);
  expect((await store.inbox.oldest(10)).map(({ eventId }) => eventId)).toEqual(["e1"]);
  expect((await store.inbox.aside(10)).map(({ eventId }) => eventId)).toEqual(["e2", "message m3"]);
});

test("what is set aside is put back by its id alone", async () => {
  await store.inbox.setAside(
    {
      eventId: "e4",
      detailType: "Batch Tea Break",
      account: account as AccountId,
      body: event("e4"),
      receivedAtMs: 1,
    },
    "why not",
  );
  const { code, said } = await run(["--set-aside", "--again", "e4"]);
  expect(code).toBe(0);
  expect(said[0]).toMatch(/^put back {2}e4/);
  expect((await store.inbox.oldest(10)).map(({ eventId }) => eventId)).toEqual(["e4"]);
  expect((await run(["--set-aside", "--again", "nobody"])).code).toBe(1);
});

const many = 1_001;
/** More than are read at a time, none of which can be put back, and then one that can. */
const setManyAside = () =>
  store.transaction(async ({ inbox }) => {
    for (let n = 0; n <= many; n++) {
      const id = n === many ? "last" : `tea ${n}`;
      const body = n === many ? event(id) : "";
      const kept = { eventId: id, detailType: "", account: account as AccountId, body, receivedAtMs: 1 };
      await inbox.setAside(kept, "why not");
    }
  });

test("what is set aside is shown whole however much it is, and found by its id however late it came", async () => {
  await setManyAside();
  const all = await run(["--set-aside"]);
  expect(all.said).toHaveLength(3 + many + 1 + 1);
  expect(all.said.at(-2)).toMatch(/^last /);
  const { said } = await run(["--set-aside", "last", "nobody"]);
  expect(said).toEqual([
    expect.stringMatching(/^last /),
    "unknown   nobody: no event of that id is set aside",
    expect.stringMatching(/^1005 events are set aside\./),
  ]);
});

test.each([[["last"]], [[]]])(
  "what is set aside is put back (%j) though much before it can not be",
  async (ids) => {
    await setManyAside();
    const { said } = await run(["--set-aside", "--again", ...ids]);
    expect(said.filter((line) => line.startsWith("put back  last"))).toHaveLength(1);
    expect((await store.inbox.oldest(10)).map(({ eventId }) => eventId)).toContain("last");
  },
);

test("what is set aside is not said to be put back when nothing was", async () => {
  const { code, said } = await run(["--set-aside", "--again", "e2"]);
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^left +e2 /), "No event is put back."]);
});

test.each([
  ["the address of the store is none", { DATABASE_URL: "mysql:x" }, 2, "DATABASE_URL must be sqlite:PATH"],
  ["there is no store", { DATABASE_URL: "sqlite:/nowhere/batchmate.db" }, 1, "there is no store /nowhere"],
  ["there is no labs file", { BATCHMATE_LABS: "/nowhere" }, 2, "BATCHMATE_LABS names no labs file"],
])("when %s it says so and does nothing", async (_, changes, code, words) => {
  const answer = await run(["--set-aside", "--again"], changes);
  expect(answer.code).toBe(code);
  expect(answer.complaints[0]).toContain(words);
});
