import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseEventKeys } from "../domain/people/event-key-list.ts";
import { createEventKeys, type EventKeys, type KeyFile } from "./event-keys.ts";

const noTrouble = () => {
  throw new Error("no trouble was expected");
};

function keysOf(text: string): EventKeys {
  const { keys, problems } = parseEventKeys(text, ",");
  expect(problems).toEqual([]);
  return createEventKeys({ kind: "keys", keys }, noTrouble);
}

describe("a key", () => {
  const keys = keysOf("111122223333=old,111122223333=new,444455556666=other,777788889999=other,*=all");

  test.each([
    ["old", ["111122223333"]],
    ["new", ["111122223333"]],
    ["other", ["444455556666", "777788889999"]],
  ])("%s speaks for %j", (key, accounts) => {
    expect(keys.accountsOf(key)).toEqual(new Set(accounts));
  });

  test("speaks for its own accounts whichever came before it", () => {
    for (const [key, accounts] of [
      ["old", ["111122223333"]],
      ["old", ["111122223333"]],
      ["new", ["111122223333"]],
      ["bad", undefined],
      ["other", ["444455556666", "777788889999"]],
      ["", undefined],
      ["old", ["111122223333"]],
    ] as const)
      expect(keys.accountsOf(key)).toEqual(accounts && new Set(accounts));
  });

  test("of the star speaks for any account", () => {
    expect(keys.accountsOf("all")).toBe("any");
    expect(keysOf("111122223333=x,*=x").accountsOf("x")).toBe("any");
  });

  test.each([undefined, "", "Old", "old ", "ol", "oldnew", "*", "111122223333", "x".repeat(100_000)])(
    "that nobody has speaks for none: %j",
    (key) => {
      expect(keys.accountsOf(key)).toBeUndefined();
    },
  );

  test("may hold an = of its own", () => {
    expect(keysOf("111122223333=a=b==").accountsOf("a=b==")).toEqual(new Set(["111122223333"]));
  });

  test("is never good where there is none", () => {
    const none = createEventKeys({ kind: "keys", keys: [] }, noTrouble);
    expect(none.accountsOf(undefined)).toBeUndefined();
    expect(none.accountsOf("x")).toBeUndefined();
  });
});

describe("a file of keys", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "keys-"));
    path = join(folder, "keys.txt");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is read again when it changes, and a key that is gone is good no more", () => {
    writeFileSync(path, "# the first\n111122223333=old\n");
    const keys = createEventKeys({ kind: "file", path }, noTrouble);
    expect(keys.accountsOf("old")).toEqual(new Set(["111122223333"]));
    writeFileSync(
      path,
      "111122223333=old\n111122223333=new, with a comma\n".replace(", with a comma", ",comma"),
    );
    expect(keys.accountsOf("new,comma")).toEqual(new Set(["111122223333"]));
    expect(keys.accountsOf("old")).toBeDefined();
    writeFileSync(join(folder, "next"), "111122223333=new,comma\n");
    renameSync(join(folder, "next"), path);
    expect(keys.accountsOf("old")).toBeUndefined();
    expect(keys.accountsOf("new,comma")).toBeDefined();
  });

  test("that goes bad or away leaves the old keys in force, and is told of once", () => {
    const troubles: (readonly string[])[] = [];
    writeFileSync(path, "111122223333=old\n");
    const keys = createEventKeys({ kind: "file", path }, (problems) => troubles.push(problems));
    expect(keys.accountsOf("old")).toBeDefined();
    writeFileSync(path, "111122223333=new\nnonsense\n");
    expect(keys.accountsOf("old")).toBeDefined();
    expect(keys.accountsOf("new")).toBeUndefined();
    rmSync(path);
    expect(keys.accountsOf("old")).toBeDefined();
    expect(keys.accountsOf("old")).toBeDefined();
    expect(troubles).toEqual([["line 2 is not ACCOUNT=KEY"], ["cannot be read"]]);
    writeFileSync(path, "111122223333=back\n");
    expect(keys.accountsOf("back")).toBeDefined();
  });

  test("is read once as long as it stays as it is", () => {
    let reads = 0;
    const file: KeyFile = { stamp: () => "same", read: () => `111122223333=k${++reads}` };
    const keys = createEventKeys({ kind: "file", path: "keys" }, noTrouble, file);
    for (let time = 0; time < 5; time++) expect(keys.accountsOf("k1")).toBeDefined();
    expect(reads).toBe(1);
  });
});
