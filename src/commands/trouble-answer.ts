import { referenceIdOf } from "../domain/derived-ids.ts";
import type { DraftId } from "../domain/ids.ts";
import type { RefusedRole } from "../domain/people/refused-role.ts";
import { toTrouble } from "../domain/trouble.ts";
import { roleRefused } from "../messages/people/role-refused.ts";
import type { NextStep } from "../messages/text/next-step.ts";
import { trouble } from "../messages/trouble.ts";
import { type MessageAnswer, toMe } from "./answer.ts";
import type { Request } from "./request.ts";

type Where = Pick<Request, "invocation" | "services" | "logger">;

/** We or AWS failed: said with a reference that stands in the log too. `form`: what was filled in, to be opened again. */
export function troubleAnswer(
  where: Where,
  error: unknown,
  { form }: { form?: DraftId } = {},
): MessageAnswer {
  const { invocation, services, logger } = where;
  logger.error({ err: error }, "A command failed");
  const { helpChannel } = services.labs().institute;
  const { vendor, kind, role } = toTrouble(error);
  const steps: NextStep[] =
    form === undefined ? [] : [{ verb: "submit", step: "edit", label: "Open the form again", value: form }];
  if (role !== undefined) return roleRefusedAnswer(where, role, steps);
  // What AWS refuses for good, it was asked in the wrong way.
  const of = vendor === "aws" && kind !== "permanent" ? "aws" : "us";
  return toMe(
    trouble(referenceIdOf(invocation.id), {
      of,
      steps,
      ...(helpChannel === undefined ? {} : { helpChannel }),
    }),
  );
}

/** AWS did not let us be the lab's role, however far we had come: the person hears the same. */
export function roleRefusedAnswer(
  { invocation, services }: Pick<Where, "invocation" | "services">,
  role: Pick<RefusedRole, "pi" | "lacks">,
  steps: readonly NextStep[],
): MessageAnswer {
  const { helpChannel } = services.labs().institute;
  return toMe(roleRefused(referenceIdOf(invocation.id), role, { helpChannel, steps }));
}
