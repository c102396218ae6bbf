/** The first message of a batch's thread: how many stand how, and a row for each, as far as a message holds them. */
import type { KnownBlock } from "@slack/types";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { inOrderOfInterest } from "../../domain/submission/batch.ts";
import { refusedRoleOf } from "../../domain/submission/rejection.ts";
import { cancelAllStep } from "../approvals/approval-steps.ts";
import { approvalWords } from "../approvals/approval-words.ts";
import { progressWords } from "../job/array-words.ts";
import type { CardView } from "../job/job-card.ts";
import { jobName, jobSize } from "../job/job-words.ts";
import { roleRefusedWords } from "../job/not-accepted-words.ts";
import { personName } from "../people/people.ts";
import { muteStep, watchStep } from "../settings/watching.ts";
import { bullets, buttons, message, paragraph, quiet, roomBeside } from "../text/block.ts";
import { menu } from "../text/button.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say, sentence } from "../text/prose.ts";
import { batchRow, type Counts, countsOf, progressOfBatch, restWords, withAws } from "./batch-words.ts";

/** `batch`: the whole, as if it were one job. */
export type BatchView = { batch: Job; jobs: readonly Job[] };

export function batchCard({ batch, jobs }: BatchView, view: CardView): Message {
  const own = view.place === "own";
  const size = jobs.length;
  const counts = countsOf(jobs);
  // One that is run again may wait for a yes of its own.
  const waits = counts.approval === size;
  const progress = progressWords(progressOfBatch(size, counts));
  const head = [
    paragraph(
      joined(
        [
          headline(batch, size),
          waits ? undefined : progress,
          withAws(size, counts),
          waits ? why(batch, view) : undefined,
          own ? refusedRole(jobs) : undefined,
        ],
        "\n",
      ),
    ),
    quiet(joined([whose(batch, view), ...(own ? where(batch) : []), sizes(jobs)], " · ")),
    quiet([moment(batch.submittedAtMs, waits ? "Asked" : "Submitted"), ...approvedBy(batch, view)]),
  ];
  const steps = buttons(
    waits ? cancelAllStep(batch) : undefined,
    menu(
      isEnded(batch.state)
        ? []
        : [watchStep(batch), muteStep(batch), ...(waits ? [] : [cancelAllStep(batch)])],
    ),
  );
  const lab = own ? say` for ${batch.pi}` : undefined;
  const stands = waits ? say`waiting for a manager's yes` : ofAll(size, counts);
  const spoken = sentence(
    say`${jobName(batch)}, ${counted(size, "job")} of ${personName(view.ownerName)}${lab}: ${stands}`,
  );
  return message(spoken, head, own ? rows(jobs, head) : undefined, steps);
}

/** Its rows say that they were not accepted; why is the same of all. */
function refusedRole(jobs: readonly Job[]): Prose | undefined {
  const [role] = jobs.flatMap(refusedRoleOf);
  return role && roleRefusedWords(role);
}

/** What a manager reads of it too. */
function why(batch: Job, { place }: CardView): Prose | undefined {
  return place === "elsewhere" || batch.approval === undefined
    ? undefined
    : approvalWords(batch, batch.approval);
}

function approvedBy({ approval }: Job, { deciderName }: CardView): Prose {
  const kind = approval?.outcome?.kind;
  if (kind !== "approved" && kind !== "standing") return [];
  return say` · approved by ${personName(deciderName ?? "")}${kind === "standing" ? " for such jobs" : ""}`;
}

function headline(batch: Job, size: number): Prose {
  return say`${jobName(batch)} · ${counted(size, "job")}`;
}

function ofAll(size: number, counts: Counts): Prose {
  return progressWords(progressOfBatch(size, counts));
}

function whose({ pi }: Job, { place, ownerName }: CardView): Prose {
  return place === "own" ? say`${personName(ownerName)} for ${pi}` : say`${personName(ownerName)}`;
}

function where({ queue, definition }: Job): Prose[] {
  return [say`queue ${queue}`, say`${definition}`];
}

/** Rows may differ in what they ask for. */
function sizes(jobs: readonly Job[]): Prose | undefined {
  const [first, ...others] = jobs;
  if (first === undefined) return undefined;
  const words = JSON.stringify(jobSize(first));
  return others.every((job) => JSON.stringify(jobSize(job)) === words)
    ? say`${jobSize(first)} each`
    : say`of several sizes`;
}

/** In the order of the rows where all fit; else those first that somebody should look at. */
function rows(jobs: readonly Job[], beside: readonly KnownBlock[]): KnownBlock[] {
  const room = roomBeside(beside);
  const all = bullets(jobs.map(batchRow), room);
  if (all.left === 0) return all.blocks;
  const sorted = inOrderOfInterest(jobs);
  const some = bullets(sorted.map(batchRow), room);
  const rest = restWords(sorted.slice(sorted.length - some.left));
  return [...some.blocks, ...(rest === undefined ? [] : [paragraph(rest)])];
}
