import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { ChannelId } from "../ids.ts";
import { isOwnChannel, piNamePattern } from "./pi.ts";

test("a lab's own channels are its home and those the labs file names, and no other", () => {
  const pi = aPi({ channel: "C0HOME" as ChannelId, channels: ["C0ALIGN" as ChannelId] });
  expect(["C0HOME", "C0ALIGN", "C0STRANGE", ""].map((id) => isOwnChannel(pi, id as ChannelId))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each(["peters-u", "a-b", "adm-scicomp", "bs", "sr", "sr-genomics", "vidd"])("%s names a PI", (name) => {
  expect(piNamePattern.test(name)).toBe(true);
});

test.each(["", "peters", "Peters-u", "peters-uu", "peters_u", "peters-u ", "x\npeters-u", "sr-"])(
  "%j names none",
  (name) => {
    expect(piNamePattern.test(name)).toBe(false);
  },
);
