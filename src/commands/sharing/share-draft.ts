import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import type { LogWish } from "../logs/log-wish.ts";
import type { Request } from "../request.ts";
import { saveDraft } from "../typing/line-draft.ts";
import type { ShareWish } from "./share-wish.ts";

/** What an answer shows of logs. */
export type ShownLines = {
  which: Pick<ShareWish, "indexes" | "node" | "attempt" | "container">;
  wish: LogWish;
  /** Oldest first; of several children one after the other. */
  lines: readonly { atMs: number }[];
  /** Of each of several children; all of them, where left out. */
  count?: number;
};

/** Behind the button *Share*: just these lines. Undefined where nothing is shown, or the lab shares nothing. */
export async function saveShown(
  request: Request,
  job: Job,
  { which, wish: { query, part }, lines, count = lines.length }: ShownLines,
): Promise<DraftId | undefined> {
  const share = request.services.labs().pis.get(job.pi)?.logs.share;
  if (lines.length === 0 || share === undefined || share === "off") return undefined;
  const times = lines.map(({ atMs }) => atMs);
  const isFromHead = query.from === "head";
  const { search } = query;
  const wish: ShareWish = {
    job: job.id,
    ...which,
    ...withoutUndefined({
      sinceMs: isFromHead ? Math.min(...times) : query.sinceMs,
      untilMs: isFromHead ? query.untilMs : Math.max(...times) + 1,
      end: isFromHead ? ("first" as const) : undefined,
    }),
    picks: {
      part: search !== undefined ? "match" : isFromHead ? "first" : "last",
      count: String(search === undefined ? count : query.count),
      ...(part.kind === "matching" ? { grep: part.pattern } : {}),
      ...(search === undefined ? {} : { around: String(Math.max(search.before, search.after)) }),
    },
  };
  const id = draftIdOf(request.invocation.id, "share");
  await saveDraft(request, id, "share", wish);
  return id;
}
