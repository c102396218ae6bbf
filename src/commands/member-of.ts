import type { MemberId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { Member } from "../domain/member.ts";
import { isLetIn } from "../domain/standing.ts";
import type { Services } from "./request.ts";

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
  const standing = known.length === 0 ? undefined : await store.standings.of(id);
  const memberships = known.filter(({ pi }) => {
    const lab = pis.get(pi);
    return lab !== undefined && isLetIn(standing ?? "member", lab);
  });
  const isOutside = known.length > 0 && memberships.length === 0;
  return { id, memberships, isAdmin: admins.has(id), ...(isOutside ? { isOutside } : {}) };
}
