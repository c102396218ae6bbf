import type { ChannelId, MemberId } from "../domain/ids.ts";
import {
  isRoleToldAgain,
  type LackingRight,
  notLacking,
  type RefusedRole,
  type RoleTakenOn,
  type RoleTelling,
} from "../domain/people/refused-role.ts";
import type { Tables } from "./tables.ts";
import { tellPeople } from "./tell-people.ts";

export type RoleRefusal = {
  role: RefusedRole;
  admins: readonly MemberId[];
  channel?: ChannelId | undefined;
};

/** Once for each trouble, however many calls are refused, however many replicas hear of it, and after a restart too. */
export async function tellOfRole(
  tables: Tables,
  { role, admins, channel }: RoleRefusal,
  nowMs: number,
): Promise<void> {
  const known = await tellingsOf(tables, role);
  const before = known[role.lacks];
  if (!isRoleToldAgain(before, nowMs)) return;
  const times = (before?.times ?? 0) + 1;
  await keepTellings(tables, role, { ...known, [role.lacks]: { times, toldAtMs: nowMs } });
  const told = { is: "role refused", role } as const;
  const telling = { about: aboutOf(role), key: `${role.lacks} ${times}`, pi: role.pi, told };
  await tellPeople(tables, { ...telling, people: admins, channel }, nowMs);
}

/** What the role lets us do was mended, if it was ever lacking: the next time it lacks it is another trouble. */
export async function hearRoleMended(tables: Tables, role: RoleTakenOn): Promise<void> {
  const known = await tellingsOf(tables, role);
  const mended = notLacking(role.as).flatMap((lacks) => {
    const before = known[lacks];
    return before === undefined || before.isMended ? [] : [[lacks, { ...before, isMended: true }] as const];
  });
  if (mended.length > 0) await keepTellings(tables, role, { ...known, ...Object.fromEntries(mended) });
}

type Role = Pick<RefusedRole, "pi" | "role">;
type Tellings = Partial<Record<LackingRight, RoleTelling>>;

async function tellingsOf(tables: Tables, role: Role): Promise<Tellings> {
  return JSON.parse((await tables.meta.get(aboutOf(role))) ?? "{}");
}

function keepTellings(tables: Tables, role: Role, tellings: Tellings): Promise<void> {
  return tables.meta.set(aboutOf(role), JSON.stringify(tellings));
}

function aboutOf({ pi, role }: Role): string {
  return `role ${pi} ${role}`;
}
