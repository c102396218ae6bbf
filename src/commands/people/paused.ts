/** Whether submitting is paused, asked at the moment of the press, and what who tries is told. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { PiName } from "../../domain/ids.ts";
import { isDraftId } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { membershipIn } from "../../domain/people/member.ts";
import type { Pause } from "../../domain/people/pause.ts";
import type { PauseView } from "../../messages/people/pause-words.ts";
import { submittingPaused } from "../../messages/people/submitting-paused.ts";
import type { NextStep } from "../../messages/text/next-step.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request, Services } from "../request.ts";
import { type SubmitPrefill, savePrefill } from "../submit/prefill.ts";
import { findVerb } from "../typing/find-verb.ts";
import { saveDraft, saveLine } from "../typing/line-draft.ts";

export async function pauseView({ nameOf }: Pick<Services, "nameOf">, pause: Pause): Promise<PauseView> {
  return { pause, byName: await nameOf(pause.by, "somebody") };
}

export async function pausedNow(request: Request, pi: PiName): Promise<PauseView | undefined> {
  const pause = await request.services.store.pauses.of(pi, request.services.clock.nowMs());
  return pause && pauseView(request.services, pause);
}

/** The refusal, with what was asked for; undefined where it may go on. */
export async function refusedWhilePaused(
  request: Request,
  pi: PiName,
  prefill?: SubmitPrefill,
): Promise<Answer | undefined> {
  const view = await pausedNow(request, pi);
  return view && refused(request, view, prefill);
}

/** It was paused while this was on its way. */
export async function pausedMeanwhile(
  request: Request,
  pause: Pause,
  prefill?: SubmitPrefill,
): Promise<Answer> {
  return refused(request, await pauseView(request.services, pause), prefill);
}

/** What keeps a saved job from being sent, if it is that. */
export async function pauseHolding(
  { services }: Pick<Request, "services">,
  job: Job,
): Promise<PauseView | undefined> {
  if (job.state !== "submitting" || job.heldSinceMs === undefined) return undefined;
  const pause = await services.store.pauses.of(job.pi, services.clock.nowMs());
  return pause && pauseView(services, pause);
}

/** Those that somebody should know of: of their labs, and for an admin of all. */
export async function pausesToShow({ member, services }: Request): Promise<PauseView[]> {
  const { pis } = services.labs();
  const all = await services.store.pauses.all(services.clock.nowMs());
  const theirs = all.filter(
    ({ scope }) =>
      scope === "all" || (pis.has(scope) && (member.isAdmin || membershipIn(member, scope) !== undefined)),
  );
  return Promise.all(theirs.slice(0, shownAtMost).map((pause) => pauseView(services, pause)));
}

const shownAtMost = 10;

async function refused(
  request: Request,
  view: PauseView,
  prefill: SubmitPrefill | undefined,
): Promise<Answer> {
  return toMe(submittingPaused(view, await againStep(request, prefill)));
}

/** The same intention once more, at a press: a draft is pressed once, so what it holds gets another id. */
async function againStep(
  request: Request,
  prefill: SubmitPrefill | undefined,
): Promise<NextStep | undefined> {
  const { invocation, services } = request;
  const { input, verb } = invocation;
  const label = "Try again";
  switch (input.kind) {
    case "text": {
      const found = findVerb(services.commands, input.text);
      if (found.kind !== "verb") return undefined;
      return {
        verb,
        step: "next",
        label,
        value: await saveLine(request, "paused", { verb, text: found.rest }),
      };
    }
    case "step": {
      const step = input.step === undefined ? {} : { step: input.step };
      if (!isDraftId(input.value)) return { verb, ...step, label, value: input.value as Job["id"] };
      const draft = await services.store.drafts.find(input.value, request.member.id);
      if (draft === undefined) return undefined;
      const value = draftIdOf(invocation.id, "paused");
      await saveDraft(request, value, draft.kind, draft.body);
      return { verb, ...step, label, value };
    }
    case "form":
      return (
        prefill && {
          verb: "submit",
          step: "edit",
          label: "Open in the form",
          value: await savePrefill(request, prefill),
        }
      );
    default:
      return undefined;
  }
}
