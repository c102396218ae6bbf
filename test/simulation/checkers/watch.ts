import type { Life } from "../deaths.ts";
import type { Ledger } from "../ledger.ts";
import type { SlackCall } from "../slack-client.ts";
import { openPaceWatch } from "./pace.ts";
import { savedFirst } from "./saved-first.ts";

/** Looks on while the world goes on. */
export type Watch = {
  called(call: SlackCall, life: Life): void;
  limited(method: string, untilMs: number, life: Life): void;
  /** What was seen that must not be, each as a sentence. */
  found(): readonly string[];
};

export function openWatch(nowMs: () => number, ledger: () => Ledger): Watch {
  const found: string[] = [];
  const pace = openPaceWatch(nowMs);
  return {
    called: (call, life) => {
      if (life.isOver()) return;
      found.push(...pace.called(call, life), ...savedFirst(call, ledger()));
    },
    limited: pace.limited,
    found: () => found,
  };
}
