/** Whoever asks for something stands in the audit, by whatever verb, step, form or message: made from the declarations. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../src/commands/all.ts";
import type { Command } from "../src/commands/command.ts";
import { performer } from "../src/commands/perform.ts";
import type { Services } from "../src/commands/request.ts";
import type { DraftId, InvocationId, MemberId, PiName } from "../src/domain/ids.ts";
import type { Invocation, InvocationInput } from "../src/domain/invocation.ts";
import type { Store } from "../src/store/open-store.ts";
import { aPi } from "./fixtures/a-pi.ts";
import { openEmptyStore } from "./support/empty-store.ts";
import { keptLog } from "./support/kept-log.ts";
import { manualClock } from "./support/manual-clock.ts";
import { jobNo, saveJob } from "./support/saved-jobs.ts";

const manager = "U0PETERS" as MemberId;
const stranger = "U0NEWBIE" as MemberId;
const pi = aPi();
const draft = "d_01k9xqa1b2" as DraftId;

let store: Store;
let asked = 0;
beforeAll(async () => {
  store = await openEmptyStore();
  const row = {
    member: manager,
    pi: pi.name,
    hutchnet: "upeters",
    role: "manager",
    source: "labs file",
  } as const;
  await store.roster.put(row, 1);
  await store.standings.told(manager, "member", Number.MAX_SAFE_INTEGER);
  await saveJob(store, jobNo(1, { pi: pi.name }));
});
afterAll(() => store.close());

const silent = new Proxy({}, { get: () => () => Promise.reject(new Error("does not answer")) });

/** Slack and AWS do not answer: whatever comes of it, that it was asked for is on record. */
function perform(input: InvocationInput, verb: string, who: MemberId) {
  const known = {
    commands,
    store,
    labs: () => ({ institute: {}, pis: new Map([[pi.name as PiName, pi]]) }),
    admins: new Set<MemberId>(),
    clock: manualClock(1_000),
    team: () => undefined,
    standings: { of: async () => undefined },
    nameOf: async () => "somebody",
    zoneOf: async () => undefined,
    changed: () => {},
    jobLogs: () => silent,
    lookAtLab: () => silent,
    quietMs: 1,
  };
  const away = new Proxy(known, {
    get: (target, key) =>
      key in target ? target[key as keyof typeof known] : () => Promise.reject(new Error("does not answer")),
  }) as unknown as Services;
  const invocation: Invocation = {
    id: `i_${asked++}` as InvocationId,
    verb,
    input,
    who: { member: who, team: "T0" as never },
    where: { channel: pi.channel },
    via: input.kind === "text" ? "slash" : "button",
    reply: { receivedAtMs: 1_000 },
  };
  return performer(away, keptLog().logger).perform(invocation);
}

async function entriesAfter(input: InvocationInput, verb: string, who = manager): Promise<string[]> {
  const [last] = await store.audit.list({}, { limit: 1 });
  await perform(input, verb, who);
  const found = await store.audit.list({}, { limit: 50 });
  return found
    .filter(({ seq, member }) => seq > (last?.seq ?? 0) && member === who)
    .map((entry) => entry.verb);
}

const noted = commands.filter(({ audit }) => audit !== "nothing");

test("help alone is asked for without a trace", async () => {
  expect(commands.filter((command) => !noted.includes(command)).map(({ verb }) => verb)).toEqual(["help"]);
  expect(await entriesAfter({ kind: "text", text: "help submit" }, "help")).toEqual([]);
});

test("who opens the Home tab looks at a lab", async () => {
  expect(await entriesAfter({ kind: "home" }, "home")).toEqual(["home"]);
});

test("a line that is not understood does nothing, and is on no record", async () => {
  expect(await entriesAfter({ kind: "text", text: "cancel --nonsense 3fa9" }, "cancel")).toEqual([]);
  expect(await entriesAfter({ kind: "text", text: "frobnicate" }, "")).toEqual([]);
});

test("a job that is not there is refused, without a word on whose it may be", async () => {
  await perform({ kind: "text", text: "status 3fa9" }, "status", manager);
  const [entry] = await store.audit.list({}, { limit: 1 });
  expect(entry).toMatchObject({ verb: "status", outcome: "refused", detail: { why: "not found" } });
  expect(entry).not.toHaveProperty("pi");
  expect(entry).not.toHaveProperty("job");
});

describe.each(noted.map((command): [string, Command] => [command.verb, command]))("%s", (verb, command) => {
  test.each(command.examples)("%s", async (text) => {
    for (const who of [manager, stranger])
      expect(await entriesAfter({ kind: "text", text }, verb, who)).toContain(verb);
  });

  test.each(Object.keys(command.steps ?? {}))("its button %s", async (step) => {
    for (const value of [draft, "s_0001", "n_1", ""])
      expect(await entriesAfter({ kind: "step", step, value }, verb)).toContain(verb);
  });

  if (command.form !== undefined)
    test("its form", async () => {
      expect(await entriesAfter({ kind: "form", value: draft, filled: {} }, verb)).toContain(verb);
    });

  if (command.message !== undefined)
    test("a message in whose menu it is chosen", async () => {
      const input = { kind: "message", text: "```{}```", files: [] } as const;
      expect(await entriesAfter(input, verb)).toContain(verb);
    });
});
