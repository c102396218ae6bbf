/** The dialog in which somebody shares a piece of a log: opened, drawn anew while it is filled in, and read when sent. */

import { typicalFailure } from "../../domain/failure/typical-failure.ts";
import type { Filled } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { formGone } from "../../messages/form-gone.ts";
import { whyNotThere } from "../../messages/sharing/audience-words.ts";
import { type SharePlace, shareKeys } from "../../messages/sharing/share-form.ts";
import { sharingIsOff } from "../../messages/sharing/sharing-is-off.ts";
import type { Form } from "../../messages/text/form.ts";
import type { Thread } from "../../store/thread-row.ts";
import { allow } from "../allow.ts";
import { type Answer, type FormErrors, type FormMistake, toMe } from "../answer.ts";
import type { FormQuestion, FormRead, StepTarget } from "../command.ts";
import { findJob } from "../looking/find-job.ts";
import { sameForm, toForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import { findDraft } from "../typing/line-draft.ts";
import { drawShare, hashOf, readShare, type SentShare, type ShareAbout } from "./share-dialog.ts";
import { shareQuestionFor } from "./share-line.ts";
import { fieldOf, type Judged, judgePlace, threadFor } from "./share-place.ts";
import { contentOf, shareSeen } from "./share-seen.ts";
import { picksOf, readPicks, type ShareWish, withZone } from "./share-wish.ts";

/** `share.open`: on what was looked at (a draft of the person's), or on a job whose failure was told. */
export async function openShare(request: Request, { value }: StepTarget): Promise<Answer> {
  const wanted = await wishOf(request, value);
  if ("answer" in wanted) return wanted.answer;
  const { job } = wanted;
  const wish = await withZone(request, wanted.wish);
  const thread = await threadFor(request, job);
  const about: ShareAbout = { wish, ...(thread === undefined ? {} : { thread }) };
  const place = wish.place ?? placeAtFirst(thread);
  const { comment = "", untilMs } = wish;
  const drawn = await drawShare(request, { job, about, picks: picksOf(wish), place, comment, untilMs });
  const { form, seen, judged } = drawn;
  const content = seen && contentOf(seen.piece, seen.query, comment);
  const instead =
    seen === undefined || content === undefined
      ? draftGone("logs")
      : await shareQuestionFor(request, job, { wish, thread, place, judged, piece: seen.piece, content });
  return toForm(request, { form, about, instead });
}

function placeAtFirst(thread: Thread | undefined): SharePlace {
  return { to: thread === undefined ? "channel" : "thread", channel: "", person: "" };
}

async function wishOf(
  request: Request,
  value: string,
): Promise<{ job: Job; wish: ShareWish } | { answer: Answer }> {
  const draft = await findDraft(request, value, "share");
  if (draft === undefined && /^d_/.test(value)) return { answer: toMe(draftGone("logs")) };
  const looked = draft && (draft.body as ShareWish);
  const ref = { kind: "id", id: looked?.job ?? value } as const;
  const found = await findJob(request, { ref, action: "logs", several: "newest" });
  if ("answer" in found) return found;
  const { job } = found;
  const pi = request.services.labs().pis.get(job.pi);
  const subject = pi && { pi, owner: job.owner, job: job.batchId ?? job.id };
  if (subject === undefined || !(await allow(request, "share", subject)).allowed)
    return { answer: toMe(sharingIsOff(job)) };
  return { job, wish: looked ?? wishOfJob(job) };
}

/** Of a failed one the lines that its reply shows. */
function wishOfJob(job: Job): ShareWish {
  const child = typicalFailure(job);
  const nodes = job.facts?.head.nodes;
  return {
    job: job.id,
    ...(child === undefined ? {} : { indexes: [child] }),
    ...(nodes === undefined ? {} : { node: nodes.main }),
    picks: job.state === "failed" ? { part: "why" } : {},
  };
}

export async function redrawShare(request: Request, { filled, field }: FormQuestion): Promise<Form> {
  const sent = await readShare(request, filled);
  if (sent === undefined) return formGone();
  // What was asked to be shown anew is shown as it is now, and so are times, which say themselves up to when.
  const isNew = field === shareKeys.show || sent.picks.part === "times";
  const picks = field === shareKeys.part ? { ...sent.picks, only: "" } : sent.picks;
  return (await drawShare(request, { ...sent, picks, untilMs: isNew ? undefined : sent.untilMs })).form;
}

export async function readShareForm(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const sent = await readShare(request, filled);
  if (sent === undefined) return tooLate(request);
  const { job, about, picks, place, comment, tag } = sent;
  const read = readPicks(picks, { nowMs: request.nowMs, zone: about.wish.zone });
  const judged = await judgePlace(request, job, { place, thread: about.thread });
  const mistakes: FormMistake[] = [...(read.ok ? [] : read.mistakes), ...notThere(sent, judged)];
  if (mistakes.length > 0 || !read.ok || judged === undefined || "refused" in judged) {
    return { kind: "form errors", mistakes, form: sameForm(request, (await drawShare(request, sent)).form) };
  }
  if (tag.picks !== hashOf(picks)) return lookFirst(request, sent);
  const seen = { job, ...about, place, comment, digest: tag.digest, untilMs: tag.untilMs };
  return {
    kind: "right",
    run: () => shareSeen(request, seen, { query: read.query, channel: judged.channel }),
  };
}

function tooLate(request: Request): FormErrors {
  const what = "This dialog has been open for too long, or you may not share from this job any more.";
  return { kind: "form errors", mistakes: [{ what }], form: sameForm(request, formGone()) };
}

function notThere({ place }: SentShare, judged: Judged | undefined): FormMistake[] {
  const field = fieldOf(place);
  if (judged === undefined)
    return [{ field, what: place.to === "person" ? "Choose a person." : "Choose a channel." }];
  return "refused" in judged ? [{ field, what: whyNotThere[judged.refused] }] : [];
}

/** Nothing is shared that its sharer has not seen. */
async function lookFirst(request: Request, sent: SentShare): Promise<FormErrors> {
  const what = "You have changed which lines are shared: look at them, and press Share once more.";
  const { form } = await drawShare(request, sent, [what]);
  return { kind: "form errors", mistakes: [{ what }], form: sameForm(request, form) };
}
