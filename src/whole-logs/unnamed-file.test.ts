import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openUnnamedFile, removeLeftNames, type UnnamedFile } from "./unnamed-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-unnamed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function textOf(file: UnnamedFile): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

test("what is written is read again, as often as one likes, and stands in no folder", async () => {
  const file = await openUnnamedFile(folder, "w_1");
  await file.append(Buffer.from("one\n"));
  await file.append(Buffer.from("two\n".repeat(100_000)));
  expect(readdirSync(folder)).toEqual([]);
  expect(file.size()).toBe(400_004);
  expect(await textOf(file)).toBe(`one\n${"two\n".repeat(100_000)}`);
  expect((await textOf(file)).length).toBe(400_004);
  await file.close();
});

test("two of one name are two", async () => {
  const [one, two] = [await openUnnamedFile(folder, "w_1"), await openUnnamedFile(folder, "w_1")];
  await one.append(Buffer.from("one"));
  await two.append(Buffer.from("two"));
  expect(await textOf(one)).toBe("one");
  await Promise.all([one.close(), two.close()]);
});

test("a folder that is not there yet is made", async () => {
  const file = await openUnnamedFile(join(folder, "data"), "w_1");
  await file.close();
  expect(readdirSync(folder)).toEqual(["data"]);
});

test("names that a killed process has left are removed, and nothing else", async () => {
  writeFileSync(join(folder, "batchmate-log-w_1"), "");
  writeFileSync(join(folder, "batchmate.db"), "");
  await removeLeftNames(folder);
  expect(readdirSync(folder)).toEqual(["batchmate.db"]);
  await removeLeftNames(join(folder, "nowhere"));
});
