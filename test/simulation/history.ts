import type { Faults } from "./faults.ts";
import { pis } from "./labs.ts";
import type { Ledger, SavedDeed } from "./ledger.ts";

/** For how long somebody was of a lab no longer. */
export type Absence = { member: string; pi: string; fromMs: number; untilMs?: number };

/** For how long nothing was to be submitted in a lab. */
type Standstill = {
  /** How often each was tried that was on its way to AWS as it began. */
  underWay: ReadonlyMap<string, number>;
};

/** Who was taken out of which lab, and where submitting was paused: from the moment in which that was durable. */
export type History = {
  /** Something was committed. */
  committed(): void;
  absences(): readonly Absence[];
  /** Whether its owner was ever taken out of its lab. */
  hasLeft(job: { owner: string; pi: string }): boolean;
  isAway(member: string, pi: string): Absence | undefined;
  standstillOf(pi: string): Standstill | undefined;
  /** What was seen at such a moment that must not be. */
  found(): readonly string[];
};

type Deed = { deed?: string; of?: string; scope?: string; untilMs?: number };

export function openHistory(nowMs: () => number, faults: Faults, ledger: () => Ledger): History {
  const absences: Absence[] = [];
  const standstills = new Map<string, Standstill>();
  /** Until when each scope is paused. */
  const pauses = new Map<string, number>();
  const found: string[] = [];
  let lastSeq = 0;

  const isAway = (member: string, pi: string): Absence | undefined =>
    absences.find((each) => each.member === member && each.pi === pi && each.untilMs === undefined);

  const isPaused = (pi: string): boolean =>
    [pi, "all"].some((scope) => (pauses.get(scope) ?? Number.NEGATIVE_INFINITY) > nowMs());

  /** Whatever waited is due at once. */
  const leftIn = (pi: string): string[] =>
    ledger()
      .submissions()
      .filter(({ state, pi: its }) => its === pi && (state === "saved" || state === "throttled"))
      .filter(({ next_at_ms: dueMs }) => dueMs !== null && dueMs > nowMs())
      .map(({ id }) => `submitting in ${pi} was resumed, and ${id} still waits`);

  const lookAgain = (): void => {
    for (const { name: pi } of pis) {
      if (!isPaused(pi)) standstills.delete(pi);
      else if (!standstills.has(pi)) {
        const trying = ledger()
          .submissions()
          .filter(({ state }) => state === "trying");
        const underWay = new Map(trying.map(({ id, tries }) => [id, tries]));
        standstills.set(pi, { underWay });
      }
    }
  };

  const take = ({ member, pi, detail }: SavedDeed): void => {
    const { deed, of, scope = "", untilMs } = JSON.parse(detail) as Deed;
    switch (deed) {
      case "ended":
        faults.count("somebody is taken out of a lab");
        absences.push({ member: of ?? member, pi: pi ?? "", fromMs: nowMs() });
        return;
      case "added": {
        const absence = isAway(of ?? "", pi ?? "");
        if (absence === undefined) return;
        faults.count("somebody is let into a lab again");
        absence.untilMs = nowMs();
        return;
      }
      case "paused":
        faults.count("submitting is paused");
        pauses.set(scope, untilMs ?? Number.POSITIVE_INFINITY);
        return;
      case "resumed":
        faults.count("submitting is resumed");
        pauses.delete(scope);
        for (const { name } of pis)
          if ((scope === "all" || scope === name) && !isPaused(name)) found.push(...leftIn(name));
    }
  };

  return {
    committed: () => {
      const deeds = ledger().deedsAfter(lastSeq);
      for (const deed of deeds) {
        // One that has ended by itself is over before the next begins.
        lookAgain();
        take(deed);
      }
      lastSeq = deeds.at(-1)?.seq ?? lastSeq;
      if (deeds.length > 0) lookAgain();
    },
    absences: () => absences,
    hasLeft: ({ owner, pi }) => absences.some((each) => each.member === owner && each.pi === pi),
    isAway,
    standstillOf: (pi) => {
      lookAgain();
      return standstills.get(pi);
    },
    found: () => found,
  };
}
