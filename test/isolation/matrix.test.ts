/**
 * Everything that can be asked for, through every door, by everybody who may stand to a lab in another way: what comes of
 * it is what docs/who-may.md says. To who is not of the lab, what is the lab's is what does not exist.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { lineSteps } from "../../src/commands/typing/line-draft.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import { ask, isOfForm, prepare } from "./asking.ts";
import { declared, withoutWay } from "./declared.ts";
import type { Door } from "./doors.ts";
import { nothing } from "./intentions/intention.ts";
import { intentions } from "./intentions.ts";
import { hasTouched, type Outcome, outcomeOf, outcomes, wordsOf } from "./outcome.ts";
import { type Column, columns, owner, type Person, people, peters, team } from "./people.ts";
import { type Names, newNames, noNames } from "./subjects.ts";
import { traceOf } from "./trace.ts";
import { pageText, type Row, readPage } from "./who-may-page.ts";
import { type Heard, type IsolationWorld, isolationWorld } from "./world.ts";

const page = readPage();
const ways = declared(commands);

let world: IsolationWorld;

beforeAll(async () => {
  world = await isolationWorld();
});

afterAll(() => world.close());

describe("the page", () => {
  const doorsOf = (rows: readonly Row[]) => new Set(rows.flatMap(({ doors }) => doors));

  test("has a row for every verb, step, form, field and shortcut through every door, and for nothing else", () => {
    const rows = Map.groupBy(page, ({ what }) => withoutWay(what));
    const told = [...rows].map(([what, its]) => [what, [...doorsOf(its)].toSorted()]);
    const due = [...ways].map(([what, doors]) => [what, [...doors].toSorted()]);
    expect(told.toSorted()).toEqual(due.toSorted());
  });

  test("has a row for every way in which the tests ask, and the tests ask in every way that it has a row for", () => {
    const told = Map.groupBy(page, ({ what }) => what);
    const asked = Object.entries(intentions).map(([what, { doors }]) => [
      what,
      [...(doors ?? doorsFor(what))].toSorted(),
    ]);
    expect([...told].map(([what, rows]) => [what, [...doorsOf(rows)].toSorted()]).toSorted()).toEqual(
      asked.toSorted(),
    );
  });

  test("says what each outcome means", () => {
    for (const [outcome, meaning] of Object.entries(outcomes))
      expect(pageText()).toContain(`- \`${outcome}\`: ${meaning}`);
  });
});

test("no verb has a step of its own that is one of those which run a line, whatever the verb", () => {
  const own = commands.flatMap(({ verb, steps = {} }) => Object.keys(steps).map((step) => ({ verb, step })));
  expect(own.filter(({ step }) => lineSteps.has(step))).toEqual([]);
});

describe.each(page)("$what", ({ what, doors, expected }) => {
  test.each(doors)("through %s", async (door) => {
    const found: Partial<Record<Column, Outcome>> = {};
    for (const column of columns) {
      const person = personAt(column, door);
      const { heard, names } = await asks(person, { what, door });
      expect(wordsOf(heard), `${column} meets no trouble`).not.toContain("went wrong on my side");
      found[column] = outcomeOf(heard, { door, lab: peters.name });
      expectOwnWrites(heard, person);
      if (isOutsider(column) && isAboutNamed(what))
        await expectAsUnknown(heard, { person, what, door, names });
    }
    expect(found).toEqual(expected);
    expect(world.errors).toEqual([]);
  });
});

describe.each(page.filter(({ what, doors }) => isForOne(what) && doors.includes("button")))(
  "what was prepared for somebody else: $what",
  ({ what }) => {
    test("is nothing to anybody who presses it", async () => {
      await world.settle(theirs);
      const { intention, names } = await newAsked(what);
      const prepared = await prepare(world, theirs, { what, intention, names });
      for (const column of columns) {
        const person = people[column];
        await world.settle(person);
        const press = (value: string | undefined) =>
          ask(
            world,
            { person, door: "button" },
            { what, intention, names, prepared: { value: value ?? "" } },
          );
        const heard = await press(prepared !== undefined && "value" in prepared ? prepared.value : undefined);
        expect(outcomeOf(heard, { door: "button", lab: peters.name }), column).toBe("none");
        expect(hasTouched(heard, peters.name)).toBe(false);
        expect(traceOf(heard, names)).toEqual(traceOf(await press("d_00000000000000000000"), names));
      }
    });
  },
);

async function newAsked(what: string) {
  const intention = intentions[what];
  if (intention === undefined) throw new Error(`nobody knows how to ask for ${what}`);
  return { what, intention, names: await newNames(world, intention.job ?? "running") };
}

async function asks(person: Person, { what, door }: { what: string; door: Door }) {
  await world.settle(person);
  const asked = await newAsked(what);
  const prepared = await prepare(world, person, asked);
  return { heard: await ask(world, { person, door }, { ...asked, prepared }), names: asked.names };
}

type Known = { person: Person; what: string; door: Door; names: Names };

/** Word for word, by the same road, and with the same in the audit. */
async function expectAsUnknown(heard: Heard, { person, what, door, names }: Known): Promise<void> {
  const { intention } = await newAsked(what);
  const none = noNames(names);
  const prepared = await prepare(world, person, { what, intention, names: none });
  const unknown = await ask(world, { person, door }, { what, intention, names: none, prepared });
  const [found, missing] = [traceOf(heard, names), traceOf(unknown, none)];
  // That somebody wanted something of a lab which they named is for its managers to know.
  const isLabNamed = intention.line?.(names).includes(names.pi);
  const audit = isLabNamed ? missing.audit : found.audit;
  expect({ ...found, audit }, `${person.id} is answered as if it did not exist`).toEqual(missing);
  expect(hasTouched(heard, peters.name)).toBe(false);
}

/** What writes at AWS is done for who asks, or, once it has a yes, for whose it is; and only where they may. */
function expectOwnWrites({ aws }: Heard, { id }: Person): void {
  const writes = aws.filter(({ operation }) => !/^(Describe|List|Get|Filter)/.test(operation));
  for (const { by } of writes) expect([id, owner]).toContain(by);
}

function doorsFor(what: string): readonly Door[] {
  return ways.get(withoutWay(what)) ?? [];
}

/** Home is told of somebody by their id alone: there Slack's word on them decides. */
function personAt(column: Column, door: Door): Person {
  const person = people[column];
  return column === "connect" && door === "home" ? { ...person, team, standing: "stranger" } : person;
}

function isOutsider(column: Column): boolean {
  return column === "other" || column === "stranger" || ["deactivated", "guest", "connect"].includes(column);
}

/** What is asked about is named as it is asked, and not in what was prepared before. */
function isAboutNamed(what: string): boolean {
  const { line, value, differs, doors = [] } = intentions[what] ?? {};
  const isNamed = line !== undefined && (line !== nothing || doors.includes("mention"));
  return differs === undefined && (isNamed || value !== undefined);
}

/** Who is in the lab, and of none of the columns. */
const theirs: Person = { ...people.member, id: "U0THEIRS" as MemberId };

/** A button that only one person has been shown. */
function isForOne(what: string): boolean {
  const { typed, draft } = intentions[what] ?? {};
  return (typed !== undefined || draft !== undefined) && !isOfForm(what);
}
