import { draftIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import { awsSilentAbout } from "../../messages/aws-silent.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { cannotRepeat } from "../../messages/retrying/cannot-repeat.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import type { NextStep } from "../../messages/text/next-step.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { readBefore } from "../logs/read-before.ts";
import { findJob } from "../looking/find-job.ts";
import type { Request } from "../request.ts";
import { dependenciesAgain } from "../retrying/dependencies-again.ts";
import { isGivenAgain, moreAgain, repeatedInput } from "../retrying/repeat-input.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { typedOver } from "./recipe-input.ts";
import { resumeSubmission } from "./send-prepared.ts";
import type { SubmitInput } from "./submit-options.ts";
import { submitWish } from "./submit-wish.ts";

export type LikeWish = {
  like: JobRef;
  /** Beyond what the job had. */
  typed: SubmitInput;
  said: readonly string[];
  anyway?: true;
};

type LikeDraft = { job: SubmissionId; typed: SubmitInput };

/** A new job with all that another was given, but for what is typed; it has a thread of its own. */
export async function submitLike(request: Request, wish: LikeWish): Promise<Answer> {
  const { typed, said } = wish;
  const begun = await resumeSubmission(request, said);
  if (begun !== undefined) return begun;
  const found = await findJob(request, { ref: wish.like, action: "submit", several: "newest" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const pi = request.services.labs().pis.get(job.pi);
  if (pi === undefined) return toMe(draftGone("submit"));
  if (typed.pi !== undefined && typed.pi !== pi.name)
    return wrong(`That job is one of ${pi.name}, and what it had is there: leave out --pi ${typed.pi}.`);
  if (job.asked.oldIndexes !== undefined)
    return wrong("That job ran a part of an array again: take the array itself, or `/batch retry` it.");
  const before = await readBefore(request, pi, job);
  if (before === undefined) return toMe(awsSilentAbout(job));
  const repeated = repeatedInput(job, before.given, before.definition);
  const lost = repeated.lost.filter((each) => !isGivenAgain(typed, each));
  if (lost.length > 0)
    return toMe(
      cannotRepeat(
        job,
        lost.map(({ what }) => what),
      ),
    );
  const dependencies = await dependenciesAgain(request, { pi, job, given: before.given });
  if (dependencies.mistakes.length > 0 && typed.dependsOn.length === 0)
    return wrong(...dependencies.mistakes);
  const { like: _job, ...input } = typedOver({ ...repeated.input, dependsOn: dependencies.dependsOn }, typed);
  return submitWish(request, pi, {
    input: { ...input, like: undefined },
    said: [...said, ...dependencies.said],
    more: moreAgain(repeated, typed),
    again: {
      carried: new Set([...repeated.carried].filter((name) => !(name in typed.env))),
      later: () => keep(request, { job: job.id, typed }),
      ...(wish.anyway === undefined ? {} : { anyway: wish.anyway }),
    },
  });
}

/** The button below what was shown: AWS is asked once more what the job had, for that is not kept. */
export async function submitLikeShown(request: Request, { value }: StepTarget): Promise<Answer> {
  const draft = await findDraft(request, value, "like");
  if (draft === undefined) return toMe(draftGone("submit"));
  const { job, typed } = draft.body as LikeDraft;
  const input: SubmitInput = { ...typed, dryRun: false };
  return submitLike(request, { like: { kind: "id", id: job }, typed: input, said: [], anyway: true });
}

async function keep(request: Request, body: LikeDraft): Promise<NextStep> {
  const draft = draftIdOf(request.invocation.id, "like");
  await saveDraft(request, draft, "like", body);
  return { verb: "submit", step: "like", label: "Submit", value: draft, style: "primary" };
}

function wrong(...sentences: readonly string[]): Answer {
  return toMe(mistakes({ verb: "submit", mistakes: sentences.map((what) => ({ what })) }));
}
