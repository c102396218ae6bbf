import { expect, test } from "vitest";
import { bytesWords } from "./bytes.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1 kB"],
  [812_345, "812 kB"],
  [999_600, "1 MB"],
  [1_840_000, "1.8 MB"],
  [48_200_000, "48 MB"],
  [999_700_000, "1 GB"],
  [1_000_000_000, "1 GB"],
])("%d bytes are %s", (bytes, words) => {
  expect(bytesWords(bytes)).toBe(words);
});
