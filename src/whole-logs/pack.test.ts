import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pack } from "./pack.ts";
import { openUnnamedFile } from "./unnamed-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchmate-pack-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = Array.from({ length: 60_000 }, (_, n) => `line ${n}\n`).join("");

test("what is packed comes out as it was, and its file has no name either", async () => {
  const file = await openUnnamedFile(folder, "w_1");
  await file.append(Buffer.from(text));
  let heard = 0;
  const onPiece = async () => {
    heard += 1;
  };
  const packed = await pack(file.read(), { folder, name: "w_1-packed", onPiece });
  const pieces: Uint8Array[] = [];
  for await (const piece of packed.read()) pieces.push(Buffer.from(piece));
  expect(gunzipSync(Buffer.concat(pieces)).toString()).toBe(text);
  expect(packed.size()).toBeLessThan(text.length / 2);
  expect(heard).toBeGreaterThan(5);
  expect(readdirSync(folder)).toEqual([]);
  await Promise.all([file.close(), packed.close()]);
});

test("it ends when nobody wants it any more", async () => {
  const file = await openUnnamedFile(folder, "w_1");
  await file.append(Buffer.from(text));
  const onPiece = () => Promise.reject(new Error("called off"));
  await expect(pack(file.read(), { folder, name: "w_1-packed", onPiece })).rejects.toThrow("called off");
  await file.close();
});
