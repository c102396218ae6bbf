import type { RefusedRole, RoleTakenOn } from "../domain/people/refused-role.ts";
import type { BotRim } from "./bot-rim.ts";

/** Every call that is refused tells of it: the store is asked once a minute at most whether to say so. */
const againMs = 60_000;

/** A lab's role lets nobody in: the admins are told, once until it is mended. Other labs go on, for each has a role of its own. */
export function hearRefusedRoles(
  { accounts, store, labs, admins, clock, logger }: BotRim,
  onTold: () => void,
): void {
  const heardMs = new Map<string, number>();
  const tell = async (role: RefusedRole): Promise<void> => {
    const nowMs = clock.nowMs();
    const name = nameOf(role);
    if (nowMs - (heardMs.get(name) ?? Number.NEGATIVE_INFINITY) < againMs) return;
    heardMs.set(name, nowMs);
    logger.error({ ...role }, "A lab's role can not be assumed");
    const { adminChannel: channel } = labs().institute;
    await store.transaction((tables) => tables.people.tellOfRole({ role, admins, channel }, nowMs));
    onTold();
  };
  accounts.onRefused?.((role) => {
    tell(role).catch((error) => {
      heardMs.delete(nameOf(role));
      logger.error({ err: error }, "The admins could not be told of a role");
    });
  });
  accounts.onTakenOn?.((role: RoleTakenOn) => {
    store
      .transaction((tables) => tables.people.hearRoleMended(role))
      .catch((error) => logger.warn({ err: error }, "That a role is mended could not be saved"));
  });
}

function nameOf({ pi, role, lacks }: RefusedRole): string {
  return JSON.stringify([pi, role, lacks]);
}
