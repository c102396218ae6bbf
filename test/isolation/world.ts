/** The bot as it is, on a store of its own, between a Slack and an AWS that answer at once; and what came of asking it. */
import { pino } from "pino";
import { buildBot } from "../../src/bot.ts";
import { commandWindowMs } from "../../src/domain/command-limit.ts";
import type { InvocationId, MemberId, PiName } from "../../src/domain/ids.ts";
import type { AuditEntry } from "../../src/domain/people/audit.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import type { Store } from "../../src/store/open-store.ts";
import { alwaysBusy } from "../support/always-busy.ts";
import { openEmptyStore } from "../support/empty-store.ts";
import { openDoors } from "./doors.ts";
import { type AwsCall, openOutside, type SlackCall } from "./outside.ts";
import { admin, labs, owner, type Person, peters, bot as self, team } from "./people.ts";

/** All that happened while somebody asked for one thing. */
export type Heard = {
  /** What went to Slack, and what a form or a field was answered with. */
  said: readonly SlackCall[];
  aws: readonly AwsCall[];
  audit: readonly AuditEntry[];
};

export type IsolationWorld = Awaited<ReturnType<typeof isolationWorld>>;

/** What is put off for longer never comes. */
const soonMs = 5_000;

/** Nobody waits: the time passes as soon as all is done that needs none. */
function hastyClock(): Clock & { pass(ms: number): void } {
  let nowMs = Date.UTC(2026, 10, 20, 18, 42);
  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      if (delayMs > soonMs) return () => {};
      const timer = setImmediate(() => {
        nowMs += delayMs;
        run();
      });
      return () => clearImmediate(timer);
    },
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

export async function isolationWorld() {
  const clock = hastyClock();
  const standings = new Map<string, Person>();
  const outside = openOutside((user) => standings.get(user));
  const audit: AuditEntry[] = [];
  const errors: unknown[] = [];
  const opened = await openEmptyStore();
  const store = audited(opened, audit);
  await store.meta.set("slack identity", JSON.stringify({ team, botId: self.botId, botUserId: self.userId }));
  const bot = buildBot({
    labs: () => labs,
    store,
    accounts: outside.accounts,
    eventWays: { hasKeyOf: () => true },
    webClient: outside.webClient,
    clock,
    chance: () => 0.5,
    load: alwaysBusy,
    logger: pino({ level: "error" }, { write: (line: string) => errors.push(JSON.parse(line)) }),
    admins: [admin],
    quietMs: 60_000,
    slackApiUrl: "https://slack.com/api/",
    fetch: outside.fetch,
    scratchFolder: "/nowhere",
    seen: { command: () => {}, events: () => {}, delivery: () => {} },
  });
  await bot.identity.recall();
  const doors = openDoors(bot, clock.nowMs);

  const settle = async (person: Person): Promise<void> => {
    const { roster, standings: known } = store;
    standings.set(person.id, person);
    // Nobody asks for too much in a minute, and nothing stays paused.
    clock.pass(commandWindowMs);
    await Promise.all([peters.name, "all" as const].map((scope) => store.pauses.end(scope)));
    for (const { pi } of await roster.membershipsOf(person.id))
      if (person.labs[pi] === undefined) await roster.remove(person.id, pi);
    for (const [pi, role = "member"] of Object.entries(person.labs))
      await roster.put(
        { member: person.id, pi: pi as PiName, hutchnet: person.id.toLowerCase(), role, source: "labs file" },
        clock.nowMs(),
      );
    await forgetWishes(person.id);
    await known.expect(person.id, clock.nowMs());
    await known.told(person.id, person.standing, clock.nowMs());
  };
  /** What they have asked for before is answered: nobody waits for too much. */
  const forgetWishes = async (member: MemberId): Promise<void> => {
    const { accessRequests, questions } = store;
    for (const { id } of await accessRequests.openOf(member))
      await accessRequests.close(id, { kind: "withdrawn", atMs: clock.nowMs() }, undefined);
    const asked = (await questions.countOpen(member)) === 0 ? [] : await questions.open(10_000);
    for (const { id } of asked.filter((each) => each.member === member))
      await questions.answer(id, { by: admin, atMs: clock.nowMs(), text: "" }, "" as InvocationId);
  };
  await settle({ id: owner, team, labs: { [peters.name]: "member" }, standing: "member" });

  return {
    store,
    outside,
    get nowMs() {
      return clock.nowMs();
    },
    doors,
    errors,
    /** From now on they stand to the labs like that. */
    settle,
    /** A manager of the lab, for as long as it takes to do something. */
    letIn: async <T>(person: Person, deed: (insider: Person) => Promise<T>): Promise<T> => {
      const insider: Person = { ...person, team, standing: "member", labs: { [peters.name]: "manager" } };
      await settle(insider);
      try {
        return await deed(insider);
      } finally {
        await settle(person);
      }
    },
    /** What came of it. */
    hears: async (deed: () => Promise<unknown>): Promise<Heard> => {
      const from = [outside.slack.length, outside.aws.length, audit.length] as const;
      const acknowledged = await deed();
      const said = outside.slack.slice(from[0]);
      return {
        said: acknowledged === undefined ? said : [...said, { method: "ack", args: { acknowledged } }],
        aws: outside.aws.slice(from[1]),
        audit: audit.slice(from[2]),
      };
    },
    isInLab: (id: string): Promise<boolean> =>
      store.roster.membershipsOf(id as MemberId).then((all) => all.some(({ pi }) => pi === peters.name)),
    close: () => store.close(),
  };
}

/** The same store, of whose audit it is known what was written. */
function audited(store: Store, entries: AuditEntry[]): Store {
  const spied = <T extends Pick<Store, "audit">>(tables: T): T => {
    const append = async (entry: AuditEntry): Promise<void> => {
      await tables.audit.append(entry);
      entries.push(entry);
    };
    return Object.assign(Object.create(tables), { audit: { ...tables.audit, append } }) as T;
  };
  const transaction: Store["transaction"] = (work) => store.transaction((tables) => work(spied(tables)));
  return Object.assign(spied(store), { transaction });
}
