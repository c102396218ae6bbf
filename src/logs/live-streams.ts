import type { JobStream, Streams } from "./streams.ts";

/** More containers than these nobody can follow in one message. */
const mostContainers = 4;

/** The streams of the attempt that was begun last, one for each of its containers. */
export function liveStreams({
  list: [first, ...rest],
}: Extract<Streams, { kind: "streams" }>): readonly [JobStream, ...JobStream[]] {
  return [first, ...rest.slice(0, mostContainers - 1)];
}
