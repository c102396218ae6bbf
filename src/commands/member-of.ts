import type { MemberId } from "../domain/ids.ts";
import type { Member } from "../domain/member.ts";
import type { Services } from "./request.ts";

/** Of which labs a person is now, as the store and the labs file say. */
export async function memberOf(
  { store, labs, admins }: Pick<Services, "store" | "labs" | "admins">,
  id: MemberId,
): Promise<Member> {
  const { pis } = labs();
  const memberships = (await store.roster.membershipsOf(id)).filter((membership) => pis.has(membership.pi));
  return { id, memberships, isAdmin: admins.has(id) };
}
