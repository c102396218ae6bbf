// The default bus of each account: what comes in goes to every enabled rule that matches.

import type { Timers } from "../timers.ts";
import { readArn } from "../wire/arn.ts";
import type { Faults } from "../wire/faults.ts";
import type { BusEvent } from "./bus-event.ts";
import type { Deliver } from "./deliver.ts";
import type { EventAccount } from "./event-account.ts";
import { targetKind } from "./target-kind.ts";

export type EventBusParts = {
  accountOf: (account: string) => EventAccount;
  deliver: Deliver;
  timers: Timers;
  faults: Faults;
  sent: (event: BusEvent) => void;
};

export function createEventBus(parts: EventBusParts): (account: string, event: BusEvent) => void {
  return (account, event) => {
    parts.sent(event);
    for (const { delayMs } of parts.faults.copies(event))
      if (delayMs > 0) parts.timers.after(delayMs, () => route(parts, account, event));
      else route(parts, account, event);
  };
}

function route(parts: EventBusParts, name: string, event: BusEvent, way: "own" | "sent on" = "own"): void {
  const account = parts.accountOf(name);
  for (const rule of account.rules.values()) {
    if (rule.state !== "ENABLED" || !rule.matches(event)) continue;
    for (const target of rule.targets.values()) {
      if (targetKind(target.Arn) !== "bus") parts.deliver(account, target, event);
      // An event goes from bus to bus once.
      else if (way === "own") route(parts, readArn(target.Arn)?.account ?? "", event, "sent on");
    }
  }
}
