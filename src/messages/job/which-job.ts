import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { cancelAllStep } from "../approvals/approval-steps.ts";
import { bullets, buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { jobLine, shortIdOrName } from "./job-line.ts";
import { jobId } from "./job-words.ts";
import { stateWord } from "./state-words.ts";

export type WhichJob = {
  verb: string;
  typed: string;
  /** Newest first. With a draft, the button runs the same command on that job; without, the bare verb. */
  candidates: readonly { job: Job; draft?: DraftId }[];
};

/** More fit in a message, but nobody reads them. */
const shownAtMost = 5;

export function whichJob({ verb, typed, candidates }: WhichJob): Message {
  const left = candidates.length > shownAtMost;
  const count = left ? `More than ${shownAtMost}` : candidates.length;
  const question = say`${count} jobs fit ${code(typed, 130)}. Which one do you mean?`;
  const more = left ? say`The newest are shown; give more of the id for an older one.` : undefined;
  return asking(verb, { question, candidates, more });
}

/** Asked in the thread of many jobs. */
export function whichOfBatch({
  verb,
  size,
  candidates,
}: Omit<WhichJob, "typed"> & { size: number }): Message {
  const [one] = candidates;
  const all = verb === "cancel" && one !== undefined ? cancelAllStep(one.job) : undefined;
  const question = say`This thread is about ${counted(size, "job")}. Which one do you mean?`;
  const example = one?.job.name ?? "NAME";
  const more =
    size > shownAtMost ? say`Any other by its name or id: ${code(`${verb} ${example}`)}` : undefined;
  return asking(verb, { question, candidates, more, all });
}

type Asking = Pick<WhichJob, "candidates"> & {
  question: Prose;
  more: Prose | undefined;
  all?: NextStep | undefined;
};

function asking(verb: string, { question, candidates, more, all }: Asking): Message {
  const shown = candidates.slice(0, shownAtMost);
  const list = bullets(
    shown.map(({ job }) => jobLine(job)),
    6000,
  );
  return message(
    say`${question} ${joined(
      shown.map(({ job }) => say`${jobId(job) ?? job.name} ${stateWord(job)}`),
      ", ",
    )}.`,
    paragraph(question),
    ...list.blocks,
    more && paragraph(more),
    buttons(...shown.map(({ job, draft }, index) => pick(verb, job, { draft, nth: index + 1 })), all),
  );
}

function pick(verb: string, job: Job, { draft, nth }: { draft: DraftId | undefined; nth: number }): NextStep {
  const label = shortIdOrName(job);
  return draft === undefined
    ? { verb, nth, label, value: job.id }
    : { verb, step: "pick", nth, label, value: draft };
}
