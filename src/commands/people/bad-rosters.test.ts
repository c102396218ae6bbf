/** Tables of people as they really come: each mistake names its row and the offending part, says what is allowed, and keeps the good lines. */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { importing, importStore } from "../../../test/support/import-world.ts";
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { InvocationId } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import type { ImportDeed } from "../../domain/people/roster-import.ts";
import type { TableMistake } from "../../domain/submission/table.ts";
import type { Draft } from "../../store/drafts.ts";
import type { Store } from "../../store/open-store.ts";
import { accessImport } from "./access-import.ts";

let store: Store;
beforeEach(async () => {
  store = await importStore();
});
afterEach(() => store.close());

/** What is shown of it, and what is said where nothing of it can be taken. */
async function read(text: string, by?: string) {
  const request = await importing(store, by === undefined ? {} : { by });
  const answer = await accessImport.document?.run(request, text);
  if (answer?.kind !== "message") throw new Error("an import is answered by a message");
  const draft: Draft | undefined = await store.drafts.find(
    draftIdOf("i_1" as InvocationId, "import"),
    request.member.id,
  );
  const plan = (draft?.body as { plan: { deeds: ImportDeed[]; mistakes: TableMistake[] } } | undefined)?.plan;
  return { text: answer.message.text, plan };
}

type BadLine = { name: string; header: string; bad: string; column?: string; what: string };
type BadTable = { name: string; text: string; said: string };

const { lines, tables } = parse(
  readFileSync(new URL("../../../test/fixtures/bad-rosters.yaml", import.meta.url), "utf8"),
) as { lines: readonly BadLine[]; tables: readonly BadTable[] };

/** A good line of somebody new, whatever the columns are. */
const goodCells: Readonly<Record<string, string>> = {
  person: "U0SNEW",
  email: "snew@example.org",
  slack: "U0SNEW",
  pi: "peters-u",
};

test.each(lines)(
  "$name: the line is named, and the good one beside it is kept",
  async ({ header, bad, column, what }) => {
    const fine = header
      .split(",")
      .map((name) => goodCells[name] ?? (name === "hutchnet" ? "snew" : ""))
      .join(",");
    const { plan } = await read(`${header}\n${bad}\n${fine}\n`);
    expect(plan?.mistakes).toEqual([
      { row: 2, ...(column === undefined ? {} : { column }), what: expect.stringMatching(new RegExp(what)) },
    ]);
    expect(plan?.deeds.map(({ member, pi, does }) => `${does} ${member} ${pi}`)).toEqual([
      "add U0SNEW peters-u",
    ]);
  },
);

const tooLong: readonly BadTable[] = [
  {
    name: "too many rows",
    text: `person,pi\n${"jblow,peters-u\n".repeat(limits.importRows + 1)}`,
    said: "^The table has [\\d,]+ rows, and [\\d,]+ are the most for one import: split it, a lab in each",
  },
  {
    name: "too much text",
    text: `person,pi,note\n${`jblow,peters-u,${"x".repeat(500)}\n`.repeat(500)}`,
    said: "characters, and 200,000 are allowed: split it, a lab in each",
  },
];

test.each([...tables, ...tooLong])(
  "$name: the table changes nothing, and the answer says why",
  async ({ text, said }) => {
    const { text: words, plan } = await read(text);
    expect(words.replaceAll("`", "")).toMatch(new RegExp(said));
    expect(plan).toBeUndefined();
  },
);

/** What lines say against each other: by row, the mistakes. */
const against: readonly [name: string, text: string, mistakes: readonly [row: number, what: RegExp][]][] = [
  [
    "twice the same",
    `person,pi\nklee,peters-u\nklee@example.org,peters-u`,
    [[3, /^The same person in peters-u stands in row 2 already, which holds/]],
  ],
  [
    "the same with two roles",
    `person,pi,role\nklee,peters-u,member\nU0KLEE,peters-u,manager`,
    [[3, /stands in row 2 already/]],
  ],
  [
    "one HutchNet ID of two",
    `slack,hutchnet,pi\nU0NBODY,newone,peters-u\nU0SNEW,newone,peters-u`,
    [[3, /^The HutchNet ID `newone` is somebody else's in row 2: two people can not have the same\.$/]],
  ],
];

test.each(against)("lines that say %s are told apart by row", async (_, text, mistakes) => {
  const { plan } = await read(text);
  expect(plan?.mistakes).toEqual(mistakes.map(([row, what]) => ({ row, what: expect.stringMatching(what) })));
});

test("an admin's table names two labs for one person, and two defaults and two HutchNet IDs are one too many", async () => {
  const table =
    "slack,hutchnet,pi,default\nU0NBODY,nbody,peters-u,yes\nU0NBODY,nbody,doe-j,yes\nU0NBODY,other,smith-p,\n";
  const { plan } = await read(table, "U0ADMIN");
  expect(plan?.mistakes).toEqual([
    {
      row: 3,
      column: "default",
      what: expect.stringMatching(/^A person has one default lab, and row 2 says it already/),
    },
    {
      row: 4,
      what: expect.stringMatching(/^The same person has the HutchNet ID `nbody` in row 2, and `other` here/),
    },
  ]);
  expect(plan?.deeds).toHaveLength(1);
});
