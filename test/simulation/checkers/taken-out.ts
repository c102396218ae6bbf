import { limits } from "../../../src/domain/limits.ts";
import type { Absence, History } from "../history.ts";
import { labOf } from "../labs.ts";
import type { Ledger, SavedDecision, SavedThread } from "../ledger.ts";
import type { PrivateAnswer } from "../slack.ts";
import type { SlackCall } from "../slack-client.ts";
import type { World } from "../world.ts";

/** Who reads there: nobody, where it is a channel's. */
function readerOf(channel: string): string {
  return /^[DUW]/.test(channel) ? `U${channel.slice(1)}` : "";
}

/** What was under way as somebody was taken out may still come: posts that were being tried. */
export function notToLeaver({ method, channel = "", payload }: SlackCall, ledger: Ledger, history: History) {
  const notice = payload && ledger.notice(payload.notice);
  const job = notice && ledger.job(notice.job);
  if (notice === undefined || job === undefined) return [];
  const member = readerOf(channel);
  const absence = history.isAway(member, job.pi);
  if (absence === undefined) return [];
  // Who was asked for a yes sees that it is decided.
  if (method === "chat.update" && notice.kind === "approval") return [];
  const thread = ledger.thread(notice.thread);
  const begunAtMs = method === "chat.postMessage" ? notice.tried_at_ms : editedSinceMs(notice, thread);
  return begunAtMs !== null && begunAtMs <= absence.fromMs
    ? []
    : [`${method} of ${notice.kind} ${notice.id} of ${job.name} to ${member}, who is of ${job.pi} no longer`];
}

function editedSinceMs(
  notice: { kind: string; editing_since_ms: number | null },
  thread: SavedThread | undefined,
): number | null {
  return (notice.kind === "card" ? thread?.editing_since_ms : notice.editing_since_ms) ?? null;
}

/** A thread that stands in the direct messages of somebody who was taken out of its lab. */
export function isLeavers(
  { history, ledger }: World,
  { job, channel }: Pick<SavedThread, "job" | "channel">,
) {
  const pi = ledger().job(job)?.pi;
  return history.absences().some((each) => each.member === readerOf(channel) && each.pi === pi);
}

/** Whether a thread went on elsewhere, because nothing could be posted there, or because its reader was taken out. */
export function wasLeft(world: World, thread: SavedThread, channel: string): boolean {
  if (channel === thread.channel) return false;
  return world.workspace.wasClosed(channel) || isLeavers(world, { job: thread.job, channel });
}

/** Who was taken out of a lab does nothing there any more and is told nothing of it; their jobs go on, and are told of. */
export function leaversOut(world: World): string[] {
  const { ledger, history } = world;
  const absences = history.absences();
  return [
    ...absences.flatMap((absence) => letDo(absence, ledger().allowed())),
    ...absences.flatMap((absence) => heard(world, absence)),
    ...absences.flatMap((absence) => toldNowhere(world, absence)),
  ];
}

/** Whoever was asked about a person's place has read it a moment ago, and may have waited for Slack in between. */
const graceMs = limits.standingMs + 1_000;

function letDo(
  { member, pi, fromMs, untilMs = Number.POSITIVE_INFINITY }: Absence,
  all: readonly SavedDecision[],
) {
  return all
    .filter((each) => each.member === member && each.pi === pi)
    .filter(({ at_ms: atMs }) => atMs > fromMs + graceMs && atMs < untilMs)
    .map(
      ({ verb, detail }) => `${member} was let do ${verb} in ${pi} after the end of their access: ${detail}`,
    );
}

/** An answer may be on its way for so long after the bot believes that it has arrived. */
const answerLateMs = 60_000;

/** What they had asked for before may still be answered. */
function heard({ workspace, ledger }: World, absence: Absence): string[] {
  const { member, pi, fromMs, untilMs = Number.POSITIVE_INFINITY } = absence;
  const jobs = ledger()
    .jobs()
    .filter((job) => job.pi === pi);
  const askedBefore = ledger()
    .invocations()
    .filter((each) => each.member === member && each.received_at_ms <= fromMs + graceMs);
  const isStillAnswered = ({ atMs }: PrivateAnswer): boolean =>
    askedBefore.some(({ done_at_ms: doneAtMs }) => doneAtMs === null || doneAtMs + answerLateMs >= atMs);
  return workspace.answers
    .filter((each) => each.member === member && each.atMs > fromMs && each.atMs < untilMs)
    .filter((each) => !isStillAnswered(each))
    .flatMap(({ text, blocks }) => {
      const said = `${text} ${JSON.stringify(blocks)}`;
      const told = jobs.find(({ id, batch_id: batchId }) =>
        [id, batchId].some((each) => each !== null && said.includes(each)),
      );
      return told === undefined
        ? []
        : [`${member} was told of ${told.name} after the end of their access: ${text}`];
    });
}

/** What went on goes on where the lab reads it, unless nothing could be posted there. */
function toldNowhere({ workspace, ledger }: World, { member, pi, fromMs }: Absence): string[] {
  const open = new Set(
    ledger()
      .threads()
      .filter(({ state, is_bare: isBare }) => state === "open" && isBare === 0)
      .map(({ subject }) => subject),
  );
  const home = labOf(member)?.channel ?? "";
  if (workspace.wasClosed(home)) return [];
  return ledger()
    .jobs()
    .filter((job) => job.owner === member && job.pi === pi && !open.has(job.subject))
    .filter(({ ended_at_ms: endedAtMs, batch_id: batchId }) => batchId !== null && (endedAtMs ?? 0) > fromMs)
    .map(
      ({ name }) =>
        `${name} went on as ${member} was taken out of ${pi}, and no thread is left to tell of it`,
    );
}
