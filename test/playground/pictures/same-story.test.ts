import { expect, test } from "vitest";
import { playScene } from "../../../src/playground/pictures/play-scene.ts";
import { failed } from "../../../src/playground/pictures/scenes/failed.ts";
import { stillOf } from "../../../src/playground/pictures/still-of.ts";

test("a scene that is played twice, by the real bot, gives the same picture", {
  timeout: 90_000,
}, async () => {
  const once = await playScene(failed);
  const again = await playScene(failed);
  expect(again.state).not.toEqual(once.state);
  expect(stillOf(again, failed)).toEqual(stillOf(once, failed));
  expect(again.people).toEqual(once.people);
});
