import { stranger } from "../messages/stranger.ts";
import { type Answer, toMe } from "./answer.ts";
import type { Services } from "./request.ts";

/** For who is in no lab: what to do, and where to ask. */
export function toStranger({ labs }: Services): Answer {
  const { helpChannel } = labs().institute;
  return toMe(stranger(helpChannel === undefined ? {} : { helpChannel }));
}
