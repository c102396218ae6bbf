import type { RefusedRole } from "../domain/people/refused-role.ts";
import type { BotRim } from "./bot-rim.ts";

/** Every call that is refused tells of it: the store is asked to say so once an hour at most, and says so once a day. */
const againMs = 3_600_000;

/** A lab's role lets nobody in: the admins are told. Other labs go on, for each has a role of its own. */
export function hearRefusedRoles(
  { accounts, store, labs, admins, clock, logger }: BotRim,
  onTold: () => void,
): void {
  const heardMs = new Map<string, number>();
  const tell = async (role: RefusedRole): Promise<void> => {
    const nowMs = clock.nowMs();
    const name = JSON.stringify(role);
    if (nowMs - (heardMs.get(name) ?? Number.NEGATIVE_INFINITY) < againMs) return;
    heardMs.set(name, nowMs);
    logger.error({ ...role }, "A lab's role can not be assumed");
    const { adminChannel: channel } = labs().institute;
    await store.transaction((tables) => tables.people.tellOfRole({ role, admins, channel }, nowMs));
    onTold();
  };
  accounts.onRefused?.((role) => {
    tell(role).catch((error) => {
      heardMs.delete(JSON.stringify(role));
      logger.error({ err: error }, "The admins could not be told of a role");
    });
  });
}
