import { outsider } from "../../messages/people/outsider.ts";
import { stranger } from "../../messages/people/stranger.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

/** For who is in no lab: what to do, and where to ask. */
export function toStranger({ member, services }: Pick<Request, "member" | "services">): Answer {
  const { helpChannel } = services.labs().institute;
  const where = helpChannel === undefined ? {} : { helpChannel };
  return toMe(member.isOutside ? outsider() : stranger(where));
}
