/** What stands in the dialog of a piece of a log, and how it is drawn. */
import { createHash } from "node:crypto";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Filled } from "../../domain/invocation.ts";
import type { Job } from "../../domain/job/job.ts";
import { may } from "../../domain/people/access.ts";
import {
  type SharePicks,
  type SharePlace,
  type SharePreview,
  type ShareTo,
  shareForm,
  shareKeys,
} from "../../messages/sharing/share-form.ts";
import { mistakes as mistakesMessage } from "../../messages/submit/mistakes.ts";
import { type Form, readBlockId } from "../../messages/text/form.ts";
import type { Thread } from "../../store/thread-row.ts";
import { allow } from "../allow.ts";
import type { FormMistake } from "../answer.ts";
import { aboutForm } from "../open-form.ts";
import type { Request } from "../request.ts";
import { digestOf, maskedIn, type Piece, readPiece } from "./share-piece.ts";
import { type Judged, judgePlace } from "./share-place.ts";
import { chosenOf, type PickQuery, readPicks, type ShareWish, usualPicks } from "./share-wish.ts";

/** What the row behind an open dialog holds. */
export type ShareAbout = { wish: ShareWish; thread?: Thread };

/** What stands in the dialog. */
export type ShareState = {
  job: Job;
  about: ShareAbout;
  picks: SharePicks;
  place: SharePlace;
  comment: string;
  /** What is newer is not looked at. */
  untilMs: number | undefined;
};

export type Drawn = {
  form: Form;
  seen: { piece: Piece; query: PickQuery } | undefined;
  judged: Judged | undefined;
};

/** Reads the lines, and who would read them, and draws both. */
export async function drawShare(
  request: Request,
  state: ShareState,
  problems: readonly string[] = [],
): Promise<Drawn> {
  const { job, about, picks, place, comment } = state;
  const read = readPicks(picks, { nowMs: request.nowMs, zone: about.wish.zone });
  const [piece, judged] = await Promise.all([
    read.ok
      ? readPiece(request, job, { wish: about.wish, query: read.query, untilMs: state.untilMs })
      : undefined,
    judgePlace(request, job, { place, thread: about.thread }),
  ]);
  const isThere = piece !== undefined && !("none" in piece);
  const form = shareForm({
    job,
    of: isThere ? piece.of : {},
    picks,
    tag: writeTag(picks, isThere ? piece : undefined),
    hasWhy: job.state === "failed",
    preview: previewOf(read, piece),
    place,
    ...(about.thread === undefined ? {} : { thread: about.thread.channel }),
    ...audienceIn(judged),
    comment,
    problems,
  });
  return { form, seen: read.ok && isThere ? { piece, query: read.query } : undefined, judged };
}

function audienceIn(judged: Judged | undefined) {
  if (judged === undefined) return {};
  return { audience: "refused" in judged ? judged : judged.audience };
}

function previewOf(
  read: ReturnType<typeof readPicks>,
  piece: Awaited<ReturnType<typeof readPiece>> | undefined,
): SharePreview {
  if (!read.ok || piece === undefined) return { none: sayMistakes(read.ok ? [] : read.mistakes) };
  if ("none" in piece) return piece;
  const chosen = chosenOf(read.query, piece);
  if ("mistake" in chosen) return { none: sayMistakes([{ what: chosen.mistake }]) };
  const { lines, zone, isCut } = piece;
  const shared = chosen.numbers.map((number) => lines[number - 1] ?? "");
  return {
    lines,
    chosen: chosen.numbers,
    masked: maskedIn(shared),
    zone,
    ...(isCut ? { isCut } : {}),
  };
}

function sayMistakes(mistakes: readonly FormMistake[]) {
  return mistakesMessage({ verb: "logs", mistakes });
}

/** What was seen when the dialog was drawn: of which picks, which lines, and up to when. */
export type ShareTag = { picks: string; digest: string; untilMs: number | undefined };

export type SentShare = ShareState & { tag: ShareTag };

/** Undefined once what it is about is kept no more, or the job is not theirs to share from. */
export async function readShare(request: Request, filled: Filled): Promise<SentShare | undefined> {
  const about = (await aboutForm(request)) as ShareAbout | undefined;
  const job = about && (await request.services.store.jobs.get(about.wish.job));
  if (job === undefined || about === undefined || !(await mayShare(request, job))) return undefined;
  const blocks = Object.entries(filled).map(([id, texts]) => ({ ...readBlockId(id), texts }));
  const text = (key: string): string | undefined =>
    blocks.find((block) => block.key === key)?.texts[0] ??
    (blocks.some((b) => b.key === key) ? "" : undefined);
  const tag = readTag(blocks.find(({ key }) => key === shareKeys.part)?.of);
  const keys = Object.keys(usualPicks) as (keyof SharePicks)[];
  const before = { ...usualPicks, ...about.wish.picks };
  // What the chosen part does not show stays as it was at the beginning.
  const picks = Object.fromEntries(keys.map((key) => [key, text(key) ?? before[key]])) as SharePicks;
  return {
    job,
    about,
    picks,
    place: {
      to: (text(shareKeys.to) || "channel") as ShareTo,
      channel: text(shareKeys.channel) ?? "",
      person: text(shareKeys.person) ?? "",
    },
    comment: text(shareKeys.comment) ?? "",
    untilMs: tag.untilMs,
    tag,
  };
}

/** Written down where it is carried out, and not with every change of the dialog. */
async function mayShare(request: Request, job: Job): Promise<boolean> {
  const pi = request.services.labs().pis.get(job.pi);
  if (pi === undefined) return false;
  const subject = { pi, owner: job.owner };
  const decision = request.isTaken
    ? await allow(request, "share", { ...subject, job: job.batchId ?? (job.id as SubmissionId) })
    : may(request.member, "share", subject);
  return decision.allowed;
}

export function hashOf(picks: SharePicks): string {
  const { part, only } = picks;
  const fields: Record<SharePicks["part"], readonly (keyof SharePicks)[]> = {
    last: ["count"],
    first: ["count"],
    match: ["grep", "around", "count"],
    times: ["since", "until"],
    why: [],
  };
  const texts = [part, only.trim(), ...fields[part].map((key) => picks[key].trim())];
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 12);
}

function writeTag(picks: SharePicks, piece: Piece | undefined): string {
  return [hashOf(picks), piece === undefined ? "none" : digestOf(piece), piece?.untilMs ?? 0].join(".");
}

function readTag(text = ""): ShareTag {
  const [picks = "", digest = "", until = "0"] = text.split(".");
  const untilMs = Number(until);
  return { picks, digest, untilMs: untilMs > 0 ? untilMs : undefined };
}
