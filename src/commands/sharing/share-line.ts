/** A piece of a log shared by a typed line: shown first, with who would read it, and shared at a press. */
import { childrenNamed } from "../../domain/array/children-named.ts";
import { draftIdOf } from "../../domain/derived-ids.ts";
import { typicalFailure } from "../../domain/failure/typical-failure.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { momentMeant } from "../../domain/logs/log-time.ts";
import type { SnippetContent } from "../../domain/logs/snippet.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { whyNotThere } from "../../messages/sharing/audience-words.ts";
import type { SharePlace } from "../../messages/sharing/share-form.ts";
import { shareQuestion } from "../../messages/sharing/share-question.ts";
import { sharingIsOff } from "../../messages/sharing/sharing-is-off.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import type { Message } from "../../messages/text/message.ts";
import type { Thread } from "../../store/thread-row.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import type { Reader } from "../logs/log-wish.ts";
import { findJob } from "../looking/find-job.ts";
import { childrenMeant, namedIn, noSuchChild } from "../people/describe-member.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import type { ShareInput } from "./share-options.ts";
import { digestOf, type Piece, readPiece } from "./share-piece.ts";
import { type Judged, judgePlace, threadFor } from "./share-place.ts";
import { contentOf, shareSeen } from "./share-seen.ts";
import { picksOf, readPicks, type ShareWish, withZone } from "./share-wish.ts";

/** What a press on *Share* carries out: what was shown, and where it would go. */
type ShownPiece = { wish: ShareWish & { place: SharePlace }; thread?: Thread; digest: string };

export async function askToShare(
  request: Request,
  input: ShareInput,
  lineFor: (job: JobRef) => string,
): Promise<Answer> {
  const found = await findJob(request, { ref: input.job, action: "logs", lineFor, several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  if (!(await mayShare(request, job))) return toMe(sharingIsOff(job));
  const { zone } = await withZone(request, { job: job.id, picks: {} });
  const reader = { nowMs: request.nowMs, zone };
  const meant = wishOf(job, input, reader);
  if ("mistake" in meant) return wrong(meant.mistake);
  const read = readPicks(picksOf(meant.wish), reader);
  if (!read.ok) return wrong(...read.mistakes.map(({ what }) => what));
  const piece = await readPiece(request, job, { ...meant, query: read.query, untilMs: meant.wish.untilMs });
  if ("none" in piece) return toMe(piece.none);
  const content = contentOf(piece, read.query, input.comment ?? "");
  if (content === undefined) return wrong("There are no such lines in that log.");
  const thread = await threadFor(request, job);
  const place = placeOf(request, input, thread);
  const judged = place && (await judgePlace(request, job, { place, thread }));
  return toMe(
    await shareQuestionFor(request, job, { wish: meant.wish, thread, place, judged, piece, content }),
  );
}

export type Asked = {
  wish: ShareWish;
  thread: Thread | undefined;
  place: SharePlace | undefined;
  judged: Judged | undefined;
  piece: Piece;
  content: SnippetContent;
};

/** What would be shared, with who would read it: at a press it is, or the dialog opens with it. */
export async function shareQuestionFor(
  request: Request,
  job: Job,
  { wish: asked, thread, place, judged, piece, content }: Asked,
): Promise<Message> {
  const wish = { ...asked, ...(piece.untilMs === undefined ? {} : { untilMs: piece.untilMs }) };
  const change = draftIdOf(request.invocation.id, "change");
  await saveDraft(request, change, "share", place === undefined ? wish : { ...wish, place });
  const share = draftIdOf(request.invocation.id, "now");
  const mayGo = place !== undefined && judged !== undefined && !("refused" in judged);
  if (mayGo) {
    const shown: ShownPiece = { wish: { ...wish, place }, digest: digestOf(piece) };
    await saveDraft(request, share, "share now", thread === undefined ? shown : { ...shown, thread });
  }
  const audience = judged === undefined || "refused" in judged ? judged : judged.audience;
  return shareQuestion({ job, content, audience, change, share: mayGo ? share : undefined });
}

/** `share.now`: all is asked once more, for it may be a day later. */
export async function shareNow(request: Request, { value }: StepTarget): Promise<Answer> {
  const draft = await findDraft(request, value, "share now");
  if (draft === undefined) return toMe(draftGone("share"));
  const { wish, thread, digest } = draft.body as ShownPiece;
  const found = await findJob(request, {
    ref: { kind: "id", id: wish.job },
    action: "logs",
    several: "newest",
  });
  if ("answer" in found) return found.answer;
  const { job } = found;
  if (!(await mayShare(request, job))) return toMe(sharingIsOff(job));
  const read = readPicks(picksOf(wish), { nowMs: request.nowMs, zone: wish.zone });
  const { place, comment = "", untilMs } = wish;
  const judged: Judged | undefined = await judgePlace(request, job, { place, thread });
  if (!read.ok || judged === undefined) return toMe(draftGone("share"));
  if ("refused" in judged) return wrong(whyNotThere[judged.refused]);
  return shareSeen(
    request,
    { job, wish, thread, place, comment, digest, untilMs },
    { query: read.query, channel: judged.channel },
  );
}

async function mayShare(request: Request, job: Job): Promise<boolean> {
  const pi = request.services.labs().pis.get(job.pi);
  if (pi === undefined) return false;
  return (await allow(request, "share", { pi, owner: job.owner, job: job.batchId ?? job.id })).allowed;
}

function wishOf(
  job: Job,
  input: ShareInput,
  { nowMs, zone = "UTC" }: Reader,
): { wish: ShareWish } | { mistake: string } {
  const { tail, head, grep, context, attempt, container, index, since, until, comment } = input;
  const { node } = namedIn(input.job);
  const meant = index === undefined ? childrenMeant(job, input.job) : childrenNamed(job, index);
  if ("mistake" in meant) return meant;
  const mistake = meant.children.length > 0 ? noSuchChild(job, meant.children) : undefined;
  if (mistake !== undefined) return { mistake };
  if (meant.children.length > limits.snippetChildren)
    return { mistake: `Lines of ${limits.snippetChildren} children can be shared at once: name fewer.` };
  const failed = typicalFailure(job);
  const nodes = job.facts?.head.nodes;
  const indexes = meant.children.length > 0 ? meant.children : failed === undefined ? [] : [failed];
  if (job.asked.arraySize !== undefined && indexes.length === 0)
    return { mistake: "This is an array, and each of its children has a log: say which, as `ID:7`." };
  const count = head ?? tail;
  return {
    wish: {
      job: job.id,
      zone,
      ...(indexes.length === 0 ? {} : { indexes }),
      ...(node === undefined ? (nodes === undefined ? {} : { node: nodes.main }) : { node }),
      ...withoutUndefined({
        attempt,
        container,
        comment,
        sinceMs: since && momentMeant(since, { nowMs, zone, end: "since" }),
        untilMs: until && momentMeant(until, { nowMs, zone, end: "until" }),
      }),
      ...(head !== undefined && grep !== undefined ? { end: "first" as const } : {}),
      picks: {
        part: grep !== undefined ? "match" : head !== undefined ? "first" : "last",
        ...(count === undefined ? {} : { count: String(count) }),
        ...(grep === undefined ? {} : { grep }),
        ...(context === undefined ? {} : { around: String(context) }),
      },
    },
  };
}

/** The job's thread, where nobody says; undefined where it has none. */
function placeOf(
  { member }: Request,
  { to }: ShareInput,
  thread: Thread | undefined,
): SharePlace | undefined {
  const nowhere = { channel: "", person: "" };
  switch (to?.kind) {
    case "channel":
      return { ...nowhere, to: "channel", channel: to.channel };
    case "person":
      return { ...nowhere, to: "person", person: to.member };
    case "me":
      return { ...nowhere, to: "person", person: member.id };
    case "thread":
    case undefined:
      return thread === undefined ? undefined : { ...nowhere, to: "thread" };
  }
}

function wrong(...what: readonly string[]): Answer {
  return toMe(mistakes({ verb: "share", mistakes: what.map((each) => ({ what: each })) }));
}
