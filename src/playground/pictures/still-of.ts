import type { Played } from "./play-scene.ts";
import type { Scene } from "./scene.ts";
import { normalise, type Still } from "./still/normalise.ts";

/** 10:42 on a Tuesday in Seattle. */
const startsAtMs = Date.UTC(2026, 2, 10, 17, 42);

/** What was played, as the picture tells it. */
export function stillOf({ state }: Played, { jobs }: Scene): Still {
  return normalise(state, { startsAtMs, jobs });
}
