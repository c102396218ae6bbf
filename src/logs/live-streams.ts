import type { JobStream, Streams } from "./streams.ts";

/** More containers than these nobody can follow in one message. */
const mostContainers = 4;

/**
 * The streams of the attempt that was begun last, one for each of its containers. Of a job that runs, what is kept of it
 * names one container's alone: the others stand in AWS's whole answer.
 */
export function liveStreams(
  { list }: Extract<Streams, { kind: "streams" }>,
  detail: unknown,
): readonly [JobStream, ...JobStream[]] {
  const [first, ...rest] = list;
  const running = containersOf(detail);
  const isAmongThem = running.some(({ logStreamName }) => logStreamName === first.stream);
  if (running.length < 2 || !isAmongThem) return [first, ...rest.slice(0, mostContainers - 1)];
  const [one, ...others] = running
    .slice(0, mostContainers)
    .map(({ name, logStreamName }) => ({ ...first, stream: logStreamName, container: name }));
  return [one ?? first, ...others];
}

function containersOf(detail: unknown): { name: string; logStreamName: string }[] {
  const { ecsProperties } = (detail ?? {}) as Detail;
  const containers = (ecsProperties?.taskProperties ?? []).flatMap((task) => task.containers ?? []);
  return containers.flatMap(({ name, logStreamName }) =>
    name === undefined || logStreamName === undefined ? [] : [{ name, logStreamName }],
  );
}

/** As much of AWS's answer about a job as is needed here. */
type Detail = {
  ecsProperties?: {
    taskProperties?: readonly { containers?: readonly { name?: string; logStreamName?: string }[] }[];
  };
};
