import type { FaultBoard } from "../panel/faults.ts";

/** The faults that runs have switched on: several may need the same one at once. */
export type FaultHolds = {
  /** Switches it on; one that the reader had on already stays the reader's. */
  hold: (id: string, run: string) => void;
  /** Switches it off when the last run that holds it lets go, and does nothing for a run that does not hold it. */
  letGo: (id: string, run: string) => void;
};

export function createFaultHolds(board: Pick<FaultBoard, "set" | "state">): FaultHolds {
  const holders = new Map<string, Set<string>>();
  const isOn = (id: string) => board.state().some((fault) => fault.id === id && fault.isOn);
  return {
    hold(id, run) {
      const held = holders.get(id);
      if (held === undefined && isOn(id)) return;
      if (!isOn(id)) board.set(id, "on");
      holders.set(id, (held ?? new Set()).add(run));
    },
    letGo(id, run) {
      const held = holders.get(id);
      if (!held?.delete(run) || held.size > 0) return;
      holders.delete(id);
      board.set(id, "off");
    },
  };
}
