import type { MemberId, PiName } from "../../domain/ids.ts";
import type { Invocation } from "../../domain/invocation.ts";
import { type Action, may } from "../../domain/people/access.ts";
import type { Member } from "../../domain/people/member.ts";
import { isLetIn, mayBeAdmin } from "../../domain/people/standing.ts";
import type { Services } from "../request.ts";

/** Who asks for something: nobody of another organisation is of a lab, whatever the roster says. */
export async function memberAsking(services: Services, { member, team }: Invocation["who"]): Promise<Member> {
  const ours = services.team();
  if (ours !== undefined && team !== "" && team !== ours)
    return { id: member, memberships: [], isAdmin: false, isOutside: true };
  await services.standings.of(member);
  return memberOf(services, member);
}

/** Of which labs a person is now, as the store and the labs file say, and as far as Slack's word on them allows. */
export async function memberOf(
  { store, labs, admins }: Pick<Services, "store" | "labs" | "admins">,
  id: MemberId,
): Promise<Member> {
  const { pis } = labs();
  const known = (await store.roster.membershipsOf(id)).filter((membership) => pis.has(membership.pi));
  const isNamed = known.length > 0 || admins.has(id);
  const standing = isNamed ? await store.standings.of(id) : undefined;
  const memberships = known.filter(({ pi }) => {
    const lab = pis.get(pi);
    return lab !== undefined && isLetIn(standing ?? "member", lab);
  });
  const isAdmin = admins.has(id) && mayBeAdmin(standing ?? "member");
  const isOutside = isNamed && memberships.length === 0 && !isAdmin;
  return { id, memberships, isAdmin, ...(isOutside ? { isOutside } : {}) };
}

/** Whether somebody may do that in a lab now, who asks for nothing at this moment. */
export async function mayNow(
  services: Pick<Services, "store" | "labs" | "admins">,
  { member, action, pi: name }: { member: MemberId; action: Action; pi: PiName },
): Promise<boolean> {
  const pi = services.labs().pis.get(name);
  return pi !== undefined && may(await memberOf(services, member), action, { pi }).allowed;
}
