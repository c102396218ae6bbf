import { expect, test } from "vitest";
import { oneInFlight } from "../../../src/playground/gallery/one-in-flight.ts";

test("those who ask at once share one answer, and whoever asks later gets a new one", async () => {
  let made = 0;
  const ask = oneInFlight(async () => {
    made += 1;
    return made;
  });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

test("an answer that could not be made is tried again for the next who asks", async () => {
  let made = 0;
  const ask = oneInFlight(async () => {
    made += 1;
    if (made === 1) throw new Error("no memory");
    return made;
  });
  await expect(Promise.all([ask(), ask()])).rejects.toThrow("no memory");
  expect(await ask()).toBe(2);
});
