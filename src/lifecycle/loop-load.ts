import { performance } from "node:perf_hooks";

/** How busy the event loop is, from 0 to 1, between `begin` and the question. */
export type LoopLoad = { begin(): void; share(): number };

export function systemLoopLoad(): LoopLoad {
  let from = performance.eventLoopUtilization();
  return {
    begin: () => {
      from = performance.eventLoopUtilization();
    },
    share: () => performance.eventLoopUtilization(from).utilization,
  };
}
