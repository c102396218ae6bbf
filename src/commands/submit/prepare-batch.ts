import { subjectIdOf, submissionIdOf } from "../../domain/derived-ids.ts";
import type { InvocationId, PiName } from "../../domain/ids.ts";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { Place } from "../kinds/place.ts";
import type { Request } from "../request.ts";
import type { Destination } from "../settings/destinations.ts";
import type { PlannedRow } from "./plan-batch.ts";
import { type Prepared, prepareFor } from "./prepare-submission.ts";

/** Many jobs as they were shown. */
export type BatchDraft = {
  pi: PiName;
  name: string;
  queue: string;
  definition: string;
  to: Place | undefined;
  rows: readonly PlannedRow[];
  said: readonly string[];
  /** Why they are wanted, for a manager whose yes they may need. */
  reason?: string;
};

export type ToPrepare = {
  draft: BatchDraft;
  definition: JobDefinition;
  destinations: readonly Destination[];
  /** The invocation that will submit them: the first has the id of a single submission, and by it the whole is known. */
  submitting: InvocationId;
};

export function prepareBatch(
  request: Request,
  pi: Pi,
  { draft, definition, destinations, submitting: first }: ToPrepare,
): Prepared[] {
  const subject = subjectIdOf(submissionIdOf(first));
  const { queue, to, reason } = draft;
  return draft.rows.map(({ wish }, index) => {
    const submitting = index === 0 ? first : (`${first} row ${index + 1}` as InvocationId);
    const wanted = { pi, wish, queue, definition, to, submitting, said: [], reason };
    const prepared = prepareFor(request, wanted, destinations);
    return { ...prepared, job: { ...prepared.job, subject, batchRow: index + 1 } };
  });
}
