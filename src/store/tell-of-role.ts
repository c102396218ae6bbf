import type { ChannelId, MemberId } from "../domain/ids.ts";
import type { RefusedRole } from "../domain/people/refused-role.ts";
import type { Tables } from "./tables.ts";
import { tellPeople } from "./tell-people.ts";

export type RoleTelling = {
  role: RefusedRole;
  admins: readonly MemberId[];
  channel?: ChannelId | undefined;
};

/** Once a day for each thing that it lacks, however many calls are refused and however many replicas hear of it. */
export function tellOfRole(
  tables: Tables,
  { role, admins, channel }: RoleTelling,
  nowMs: number,
): Promise<void> {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const about = `role ${role.pi} ${role.role}`;
  const told = { is: "role refused", role } as const;
  return tellPeople(
    tables,
    { about, key: `${role.lacks} ${day}`, pi: role.pi, told, people: admins, channel },
    nowMs,
  );
}
