/** How much one person may ask for within a minute. */
import { limits } from "./limits.ts";
import type { Member } from "./people/member.ts";
import type { Labs } from "./people/pi.ts";

export const commandWindowMs = 60_000;

/** The most that one of their labs allows: who is of two is not held to the smaller. */
export function commandsPerMinute({ memberships, isAdmin }: Member, { pis }: Labs): number {
  const allowed = memberships.flatMap(({ pi }) => {
    const lab = pis.get(pi);
    return lab === undefined ? [] : [lab.limits.commandsPerMinute ?? limits.commandsPerMinute];
  });
  if (isAdmin) allowed.push(limits.commandsPerMinute);
  return allowed.length === 0 ? limits.strangersCommandsPerMinute : Math.max(...allowed);
}

/** Whoever it is, they may ask for so much. */
export function leastPerMinute({ pis }: Labs): number {
  const set = [...pis.values()].flatMap((pi) => pi.limits.commandsPerMinute ?? []);
  return Math.min(limits.strangersCommandsPerMinute, ...set);
}
