import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { joined, say } from "../text/prose.ts";
import { isPausedSentence, type PauseView, whenAndWhom } from "./pause-words.ts";

/** To who would submit meanwhile. `again`: holds what they asked for, to be pressed when it goes on. */
export function submittingPaused(view: PauseView, again?: NextStep): Message {
  return spoken(
    joined(
      [
        say`Nothing was submitted.`,
        isPausedSentence(view),
        whenAndWhom(view),
        again === undefined
          ? undefined
          : say`What you asked for is kept for a day: press ${again.label} once it goes on.`,
        say`Looking at jobs and stopping them work as always.`,
      ],
      " ",
    ),
    buttons(again, { verb: "list", label: "My jobs" }),
  );
}

/** Above a form that is filled in: it stays as it is. */
export function pausedInForm({ pause, byName }: PauseView): string {
  const where = pause.scope === "all" ? "in all labs" : `in ${pause.scope}`;
  const lasts = pause.untilMs === undefined ? "until somebody ends it" : "for a while";
  return `Submitting ${where} is paused ${lasts}, by ${byName}: “${pause.reason}”. Nothing was submitted, and what you filled in stays here: send it again once that goes on.`;
}

/** Saved a moment before, or approved since. */
export function keptWhilePaused(
  job: Job,
  view: PauseView,
  { cardLink }: { cardLink?: string } = {},
): Message {
  const thread = cardLink === undefined ? say`its thread` : link(cardLink, "its thread");
  return spoken(
    joined(
      [
        say`${jobName(job)} is kept and not sent to AWS yet.`,
        isPausedSentence(view),
        whenAndWhom(view),
        say`It is sent by itself once that goes on, and ${thread} tells you; if you do not want it any more, cancel it.`,
      ],
      " ",
    ),
    buttons(jobStep("cancel", job), jobStep("status", job)),
  );
}
