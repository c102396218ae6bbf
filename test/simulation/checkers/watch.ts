import type { Life } from "../deaths.ts";
import type { History } from "../history.ts";
import type { Ledger } from "../ledger.ts";
import type { SlackCall } from "../slack-client.ts";
import { openPaceWatch } from "./pace.ts";
import { notWhilePaused } from "./paused.ts";
import { savedFirst } from "./saved-first.ts";
import { notToLeaver } from "./taken-out.ts";

/** Looks on while the world goes on. */
export type Watch = {
  called(call: SlackCall, life: Life): void;
  /** A submission leaves for AWS. */
  submitted(submission: string, life: Life): void;
  limited(method: string, untilMs: number, life: Life): void;
  /** What was seen that must not be, each as a sentence. */
  found(): readonly string[];
};

export function openWatch(nowMs: () => number, ledger: () => Ledger, history: History): Watch {
  const found: string[] = [];
  const pace = openPaceWatch(nowMs);
  return {
    called: (call, life) => {
      if (life.isOver()) return;
      found.push(...pace.called(call, life), ...savedFirst(call, ledger()));
      found.push(...notToLeaver(call, ledger(), history));
    },
    submitted: (submission, life) => {
      if (!life.isOver()) found.push(...notWhilePaused(submission, ledger(), history));
    },
    limited: pace.limited,
    found: () => [...found, ...history.found()],
  };
}
