import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { type SubmitPrefill, savePrefill } from "./prefill.ts";

/** What is wrong, and where it may be shown the form filled in as it was meant, to put it right. */
export async function wrongSubmission(
  request: Request,
  sentences: readonly string[],
  prefill: SubmitPrefill | undefined,
): Promise<Answer> {
  const form = prefill && (await savePrefill(request, prefill));
  const what = sentences.map((sentence) => ({ what: sentence }));
  return toMe(mistakes({ verb: request.invocation.verb, mistakes: what, form }));
}
