import type { AccountId, PiName } from "../domain/ids.ts";
import type { Labs } from "../domain/people/pi.ts";

/** Accounts that have said they have too much to do: what is to be sent to them waits, in this process. */
export function calmAccounts({ labs, nowMs }: { labs(): Labs; nowMs(): number }) {
  const until = new Map<AccountId, number>();
  const accountOf = (pi: PiName) => labs().pis.get(pi)?.account;
  return {
    leaveAlone(pi: PiName, untilMs: number): void {
      const account = accountOf(pi);
      if (account !== undefined) until.set(account, Math.max(untilMs, until.get(account) ?? 0));
    },
    /** Undefined where it may be asked now. */
    untilMs(pi: PiName): number | undefined {
      const account = accountOf(pi);
      const untilMs = account === undefined ? undefined : until.get(account);
      return untilMs === undefined || untilMs <= nowMs() ? undefined : untilMs;
    },
  };
}
