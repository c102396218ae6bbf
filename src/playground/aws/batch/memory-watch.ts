import { memoryByGroup } from "./process-table.ts";

/** Watches how much memory process groups hold, as long as there are any to watch. */
export type MemoryWatch = {
  /** Calls back once when the group holds more than its MiB; returns what ends the watching. */
  watch: (group: number, limitMiB: number | undefined, exceeded: () => void) => () => void;
};

export function createMemoryWatch(pollMs: number): MemoryWatch {
  const watched = new Map<number, { limitBytes: number; exceeded: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const bytes = memoryByGroup();
    for (const [group, { limitBytes, exceeded }] of watched) {
      if ((bytes.get(group) ?? 0) <= limitBytes) continue;
      forget(group);
      exceeded();
    }
  }

  function forget(group: number): void {
    watched.delete(group);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    watch(group, limitMiB, exceeded) {
      if (limitMiB === undefined) return () => {};
      watched.set(group, { limitBytes: limitMiB * 1024 * 1024, exceeded });
      timer ??= setInterval(look, pollMs);
      return () => forget(group);
    },
  };
}
