/** What may befall events on their way to the bot; several at once work one after another. */
import type { LocalAws } from "../aws/local-aws.ts";

type Copies = { delayMs: number }[];
/** Is given the copies so far and how many events it has seen before. */
type EventFault = (copies: Copies, seen: number) => Copies;

export type EventFaults = {
  /** Returns what takes it away again. */
  add: (name: string, fault: EventFault) => () => void;
  /** The names of what befell an event, of those remembered. */
  fateOf: (eventId: string) => string[];
};

const keptFates = 2_000;

export function createEventFaults(faults: LocalAws["faults"]): EventFaults {
  const active = new Map<string, { fault: EventFault; seen: number }>();
  const fates = new Map<string, string[]>();

  function remember(eventId: string, befell: string[]): void {
    fates.set(eventId, befell);
    const [oldest] = fates.keys();
    if (fates.size > keptFates && oldest !== undefined) fates.delete(oldest);
  }

  function install(): void {
    faults.onEvents(active.size === 0 ? undefined : befall);
  }

  function befall({ id }: { id: string }): Copies {
    let copies: Copies = [{ delayMs: 0 }];
    const befell: string[] = [];
    for (const [name, entry] of active) {
      const before = copies;
      copies = entry.fault(copies, entry.seen);
      entry.seen += 1;
      if (copies !== before) befell.push(name);
    }
    remember(id, befell);
    return copies;
  }

  return {
    add(name, fault) {
      active.set(name, { fault, seen: 0 });
      install();
      return () => {
        active.delete(name);
        install();
      };
    },
    fateOf: (eventId) => fates.get(eventId) ?? [],
  };
}
