import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Chunk, readChunks, writeChunks } from "./png-chunks.ts";
import { readPixels } from "./read-pixels.ts";
import { shrinkPng } from "./shrink-png.ts";

/** Each row with the way of writing that it names: 0 as it is, 1 by the left, 2 by the row above. */
function aPng(width: number, rows: readonly [filter: number, ...bytes: number[]][]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return writeChunks([
    { type: "IHDR", data: header },
    { type: "IDAT", data: deflateSync(Buffer.from(rows.flat())) },
    { type: "IEND", data: Buffer.alloc(0) },
  ]);
}

test("a picture is read however its rows are written", () => {
  const png = aPng(2, [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 1, 2, 3, 1, 1, 1],
    [2, 1, 1, 1, 1, 1, 1],
    [3, 1, 1, 1, 1, 1, 1],
    [4, 1, 1, 1, 1, 1, 1],
  ]);
  expect([...readPixels(png).colors].map((color) => color.toString(16).padStart(6, "0"))).toEqual([
    "0a141e",
    "28323c",
    "010203",
    "020304",
    "020304",
    "030405",
    "020203",
    "030405",
    "030304",
    "040506",
  ]);
});

test("few colours are kept as they are", () => {
  const chunks = readChunks(shrinkPng(aPng(2, [[0, 255, 0, 0, 0, 0, 255]])));
  expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect(paletteIn(chunks)).toEqual(["0000ff", "ff0000"]);
});

test("of many colours 256 are left, those of large areas among them", () => {
  const line = Array.from({ length: 1000 }, (_, index) => [
    index % 256,
    Math.floor(index / 4),
    index % 7,
  ]).flat();
  const ground = Array.from({ length: 1000 }, () => [18, 52, 86]).flat();
  const palette = paletteIn(
    readChunks(
      shrinkPng(
        aPng(1000, [
          [0, ...line],
          [0, ...ground],
        ]),
      ),
    ),
  );
  expect(palette).toHaveLength(256);
  expect(palette).toContain("123456");
});

test("what is no PNG of a browser is refused", () => {
  expect(() => shrinkPng(Buffer.from("GIF89a"))).toThrow("This is not a PNG.");
});

function paletteIn(chunks: Chunk[]): string[] {
  const hex = chunks.find(({ type }) => type === "PLTE")?.data.toString("hex") ?? "";
  return (hex.match(/.{6}/g) ?? []).sort();
}
