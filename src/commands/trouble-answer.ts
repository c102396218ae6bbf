import { referenceIdOf } from "../domain/derived-ids.ts";
import type { DraftId } from "../domain/ids.ts";
import { toTrouble } from "../domain/trouble.ts";
import { roleRefused } from "../messages/people/role-refused.ts";
import { trouble } from "../messages/trouble.ts";
import { type MessageAnswer, toMe } from "./answer.ts";
import type { Request } from "./request.ts";

type Where = Pick<Request, "invocation" | "services" | "logger">;

/** We or AWS failed: said with a reference that stands in the log too. `form`: what was filled in, to be opened again. */
export function troubleAnswer(
  { invocation, services, logger }: Where,
  error: unknown,
  { form }: { form?: DraftId } = {},
): MessageAnswer {
  logger.error({ err: error }, "A command failed");
  const { helpChannel } = services.labs().institute;
  const { vendor, kind, role } = toTrouble(error);
  if (role !== undefined) return toMe(roleRefused(referenceIdOf(invocation.id), role, { helpChannel, form }));
  // What AWS refuses for good, it was asked in the wrong way.
  const of = vendor === "aws" && kind !== "permanent" ? "aws" : "us";
  return toMe(
    trouble(referenceIdOf(invocation.id), {
      of,
      ...(helpChannel === undefined ? {} : { helpChannel }),
      ...(form === undefined ? {} : { form }),
    }),
  );
}
