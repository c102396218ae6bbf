// The default bus of each account: what comes in goes to every enabled rule that matches.

import type { Timers } from "../timers.ts";
import type { Faults } from "../wire/faults.ts";
import type { BusEvent } from "./bus-event.ts";
import type { Deliver } from "./deliver.ts";
import type { EventAccount } from "./event-account.ts";

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

function route({ accountOf, deliver }: EventBusParts, name: string, event: BusEvent): void {
  const account = accountOf(name);
  for (const rule of account.rules.values()) {
    if (rule.state !== "ENABLED" || !rule.matches(event)) continue;
    for (const target of rule.targets.values()) deliver(account, target, event);
  }
}
