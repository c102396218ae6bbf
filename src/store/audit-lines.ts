import type { Logger } from "pino";
import { limits } from "../domain/limits.ts";
import { auditLine } from "../domain/people/audit.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "./open-store.ts";

/**
 * Writes each entry of the audit as a line to the log, once it is durable. Who dies between the line and the note that
 * it is written leaves it to be written again: it has its number.
 */
export function auditLines({ store, clock, logger }: { store: Store; clock: Clock; logger: Logger }): Loop {
  // Whatever else the log leaves out, the audit is not one of its levels; only a log that is turned off has none.
  const lines = logger.child({}, logger.level === "silent" ? {} : { level: "info" });
  const turn = async (): Promise<number> => {
    if ((await store.audit.untold(1)).length === 0) return limits.lookAroundMs;
    const told = await store.transaction(async ({ audit }) => {
      const entries = await audit.untold(limits.auditLines);
      for (const entry of entries) lines.info(auditLine(entry), "Audit");
      await audit.told(entries);
      return entries.length;
    });
    return told < limits.auditLines ? limits.lookAroundMs : 0;
  };
  return loop({ name: "audit lines", clock, logger, turn });
}
