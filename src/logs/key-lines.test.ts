import { expect, test } from "vitest";
import { keyLines } from "./key-lines.ts";

const base64 = `MIIEowIBAAKCAQEA${"x1Y2z3".repeat(12)}`;

test("a full line of a key is known wherever a logger writes it, and whatever ends it", () => {
  for (const width of [64, 70, 76])
    for (const before of [0, 1, 2, 7, 8, 9, 19, 20, 21, 60, 119, 120])
      for (const behind of ["", '"', "\\n", '\\n" +', '",', "'\\", " ", '" + ', "        "]) {
        const line = `${" ".repeat(before)}${base64.slice(0, width)}${behind}`;
        const isInReach = width + behind.length <= 84;
        expect([...keyLines([line]).found], line).toEqual(isInReach ? [[0, before]] : []);
      }
});

test("a line that is nearly a full one is not", () => {
  for (const at of [0, 10, 20, 43, 44, 63])
    expect([...keyLines([`${base64.slice(0, at)}-${base64.slice(at + 1, 64)}`]).found]).toEqual([]);
  expect([...keyLines([base64.slice(0, 63)]).found]).toEqual([]);
});
