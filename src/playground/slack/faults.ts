/** What can go wrong with Slack, on demand. */
import type { Json } from "./json.ts";

export type Fault =
  | { kind: "status"; status: number }
  | { kind: "rate-limit"; retryAfterSec: number }
  | { kind: "timeout-before" }
  | { kind: "timeout-but-done" }
  /** Nobody is answered, and so much later it is done all the same. */
  | { kind: "done-late"; afterMs: number }
  | { kind: "reset-before" }
  | { kind: "reset-but-done" }
  | { kind: "status-but-done"; status: number }
  | { kind: "delay"; delayMs: number }
  | { kind: "error"; error: string; responseMetadata?: Json };

type FaultOptions = { times?: number; when?: (args: Json) => boolean };

export type Faults = {
  /**
   * The next `times` (default 1) calls of the method ("*" is any) that `when` accepts go wrong like this.
   * Returns what takes the fault away again.
   */
  add: (method: string, fault: Fault, options?: FaultOptions) => () => void;
  outageBegins: (fault?: Fault) => void;
  outageEnds: () => void;
  /** Every call takes this long; 0 ends it. */
  slow: (delayMs: number) => void;
  revokeToken: (error?: string) => void;
  restoreToken: () => void;
  clear: () => void;
  take: (method: string, args: Json) => Fault | undefined;
  tokenError: () => string | undefined;
};

type Planned = { method: string; fault: Fault; left: number; when: (args: Json) => boolean };

export function createFaults(): Faults {
  let planned: Planned[] = [];
  let outage: Fault | undefined;
  let slowness: Fault | undefined;
  let tokenError: string | undefined;
  return {
    add(method, fault, options = {}) {
      const entry = { method, fault, left: options.times ?? 1, when: options.when ?? (() => true) };
      planned.push(entry);
      return () => {
        planned = planned.filter((other) => other !== entry);
      };
    },
    outageBegins(fault = { kind: "status", status: 503 }) {
      outage = fault;
    },
    outageEnds() {
      outage = undefined;
    },
    slow(delayMs) {
      slowness = delayMs > 0 ? { kind: "delay", delayMs } : undefined;
    },
    revokeToken(error = "token_revoked") {
      tokenError = error;
    },
    restoreToken() {
      tokenError = undefined;
    },
    clear() {
      planned = [];
      outage = undefined;
      slowness = undefined;
      tokenError = undefined;
    },
    take(method, args) {
      if (outage) return outage;
      const next = planned.find((each) => [method, "*"].includes(each.method) && each.when(args));
      if (!next) return slowness;
      next.left -= 1;
      planned = planned.filter((each) => each.left > 0);
      return next.fault;
    },
    tokenError: () => tokenError,
  };
}
