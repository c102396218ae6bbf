import { draftIdOf } from "../../domain/derived-ids.ts";
import type { ChannelId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { SnippetContent } from "../../domain/logs/snippet.ts";
import type { SharePlace } from "../../messages/sharing/share-form.ts";
import { snippetChanged } from "../../messages/sharing/snippet-shared.ts";
import type { Thread } from "../../store/thread-row.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { saveDraft } from "../typing/line-draft.ts";
import { sharePiece } from "./share-deed.ts";
import { digestOf, maskedIn, type Piece, readPiece } from "./share-piece.ts";
import { chosenOf, type PickQuery, type ShareWish } from "./share-wish.ts";

/** What somebody has looked at, and wants to be shared like that. */
export type SeenPiece = {
  job: Job;
  wish: ShareWish;
  thread?: Thread | undefined;
  place: SharePlace;
  comment: string;
  digest: string;
  untilMs: number | undefined;
};

/** The lines are read again: nothing is shared that its sharer has not seen. */
export async function shareSeen(
  request: Request,
  { job, wish, thread, place, comment, digest, untilMs }: SeenPiece,
  { query, channel }: { query: PickQuery; channel: ChannelId },
): Promise<Answer> {
  const piece = await readPiece(request, job, { wish, query, untilMs });
  if ("none" in piece) return toMe(piece.none);
  const content = contentOf(piece, query, comment);
  if (content === undefined || digestOf(piece) !== digest) return lookAgain(request, job, wish);
  return sharePiece(request, job, { content, channel, ...(place.to === "thread" ? { thread } : {}) });
}

/** What is posted; undefined where no such lines are there. */
export function contentOf(piece: Piece, query: PickQuery, comment: string): SnippetContent | undefined {
  const chosen = chosenOf(query, piece);
  if ("mistake" in chosen) return undefined;
  const lines = chosen.numbers.map((number) => piece.lines[number - 1] ?? "");
  return {
    lines,
    masked: maskedIn(lines),
    of: piece.of,
    zone: piece.zone,
    ...(comment.trim() === "" ? {} : { comment: comment.trim() }),
  };
}

async function lookAgain(request: Request, job: Job, wish: ShareWish): Promise<Answer> {
  const { untilMs: _before, ...now } = wish;
  const draft = draftIdOf(request.invocation.id, "share again");
  await saveDraft(request, draft, "share", now);
  return toMe(snippetChanged(job, { verb: "share", step: "open", label: "Look again", value: draft }));
}
