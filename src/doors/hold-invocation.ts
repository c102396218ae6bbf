import type { Logger } from "pino";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Invocations, TakenInvocation } from "../store/invocations.ts";

/** An intention in our hands: no other replica takes it up as long as we are at it. */
export type HeldInvocation = {
  invocation: Invocation;
  /** Whether it is still ours; only then may it be answered. */
  isOurs(): Promise<boolean>;
  /** We have taken it up once more ourselves, after the store could not be told that we were at it. */
  takenAgain(taken: TakenInvocation): void;
  /** Nobody is at it any more: whoever looks next takes it up. */
  release(): Promise<void>;
  /** It is settled, and nothing more is said of it. */
  letGo(): void;
};

export type HoldOptions = { invocations: Pick<Invocations, "keep">; clock: Clock; logger: Logger };

export function holdInvocation(
  taken: TakenInvocation,
  { invocations, clock, logger }: HoldOptions,
): HeldInvocation {
  const { invocation } = taken;
  let { take } = taken;
  let leaseUntilMs = clock.nowMs() + limits.invocationLeaseMs;
  let callOff = () => {};

  const keep = async (): Promise<boolean> => {
    const untilMs = clock.nowMs() + limits.invocationLeaseMs;
    if (!(await invocations.keep({ invocation, take }, untilMs))) return false;
    leaseUntilMs = untilMs;
    return true;
  };

  const keepLater = (): void => {
    callOff = clock.after(limits.invocationRenewMs, () => {
      keep().then(
        (isOurs) => isOurs && keepLater(),
        (error) => {
          logger.warn(
            { err: error, invocation: invocation.id },
            "Nobody could be told who is at an intention",
          );
          keepLater();
        },
      );
    });
  };
  keepLater();

  return {
    invocation,
    // As long as the lease lasts nobody else has taken it, however far the replicas' clocks are apart.
    isOurs: async () => clock.nowMs() < leaseUntilMs - limits.invocationRenewMs || keep(),
    takenAgain: (again) => {
      take = again.take;
    },
    release: async () => {
      callOff();
      await invocations.keep({ invocation, take }, 0);
    },
    letGo: () => callOff(),
  };
}
