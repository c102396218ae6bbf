import { seeLog } from "../../domain/failure/exit-codes.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Finished } from "../../domain/telling/notice.ts";
import { fitLines } from "../logs/fit-lines.ts";
import { mention, personName } from "../people/people.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { shareStep } from "../sharing/share-step.ts";
import { buttons, message, paragraph, preformatted } from "../text/block.ts";
import { consoleButton } from "../text/button.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { code, joined, type Prose, quoted, say, sentence, withCode } from "../text/prose.ts";
import { childrenCounts, logsOfChildren, whyChildrenFailed, withChildren } from "./array-ending.ts";
import { againSteps, editSteps, jobStep } from "./job-steps.ts";
import { afterWords, jobName } from "./job-words.ts";
import type { NoticeView } from "./notice-view.ts";
import { memoryWords } from "./size.ts";
import { withExitCode } from "./state-words.ts";

/** The end of a job: the one notice that mentions its owner. */
export function finishedNotice(notice: Finished, job: Job, view: NoticeView): Message {
  const own = view.place === "own";
  const lines = own ? lastLines(notice) : "";
  const told = withChildren(lines === "" ? notice : withoutSeeLog(notice), job);
  const parts = [
    job.approval?.outcome?.kind === "withdrawn" ? withdrawn(told, job, view) : ending(told, job, view),
    childrenCounts(told, job),
    own ? whyChildrenFailed(told, job) : undefined,
    asked(view),
    ...(own ? outputs(notice) : []),
    notice.isLastTold ? say`Whatever else fails stands on the card alone.` : undefined,
  ];
  const prose = joined(parts, " ");
  return message(
    prose,
    paragraph(lines === "" ? prose : say`${prose} Last lines${ofChild(notice, job)}:`),
    lines === "" ? undefined : preformatted(lines),
    own ? logsOfChildren(job) : undefined,
    buttons(
      ...inOrder(notice, {
        again: retrySteps(notice, job, view),
        edit: notice.state === "failed" || notice.state === "stopped" ? editSteps(job) : [],
        logs: hasLog(notice) ? [jobStep("logs", job)] : [],
      }),
      lines !== "" && view.sharesLogs ? shareStep(job.id) : undefined,
      jobStep("status", job),
      own ? consoleButton(view.consoleLink) : undefined,
    ),
  );
}

/** Of what succeeded the output comes first, and of what failed the next try. */
function inOrder(
  { state, failure }: Finished,
  { again, edit, logs }: Record<"again" | "edit" | "logs", NextStep[]>,
): NextStep[] {
  if (state === "succeeded") return [...logs, ...again];
  // What has to be put right fails again as it is.
  return failure?.next?.kind === "edit" ? [...edit, ...again, ...logs] : [...again, ...edit, ...logs];
}

/** First what most likely helps. One that is lost may still run. */
function retrySteps(notice: Finished, job: Job, { retriesFailed }: NoticeView): NextStep[] {
  if (notice.state === "lost") return [];
  const next = notice.failure?.next;
  if (next?.kind !== "more-memory") return againSteps(job, { retriesFailed });
  return [
    { verb: "retry", step: "memory", label: `Retry with ${memoryWords(next.memoryMiB)}`, value: job.id },
  ];
}

/** Those who pressed Notify me. */
export function asked({ watchers = [], isToWatcher }: NoticeView): Prose | undefined {
  if (isToWatcher) return say`You asked to be told.`;
  if (watchers.length === 0) return undefined;
  const names = joined(watchers.map(mention), " ");
  return say`${names} asked to be told.`;
}

/** The lines stand below: nobody has to be sent to them. */
function withoutSeeLog(notice: Finished): Finished {
  const { failure } = notice;
  if (failure?.advice === undefined) return notice;
  const { advice, ...rest } = failure;
  const left = advice.replace(seeLog, "").trim();
  return { ...notice, failure: left === "" ? rest : { ...rest, advice: left } };
}

function ending(notice: Finished, job: Job, view: NoticeView): Prose {
  return say`${whose(job, view)} ${endings[notice.state](notice, view)}`;
}

/** The mention already names the owner. */
function whose(job: Job, { mention: mentioned, ownerId, ownerName }: NoticeView): Prose {
  return mentioned
    ? say`${mention(ownerId)} ${jobName(job)}`
    : say`${jobName(job)} of ${personName(ownerName)}`;
}

/** It was never sent. */
function withdrawn({ stop }: Finished, job: Job, view: NoticeView): Prose {
  const why = stop?.reason?.trim() ? say`: ${quoted(stop.reason)}` : undefined;
  return sentence(
    say`${whose(job, view)} was withdrawn ${stoppedBy(stop?.by, view)} before it was approved${why}`,
  );
}

const endings: Record<Finished["state"], (notice: Finished, view: NoticeView) => Prose> = {
  succeeded: ({ ranMs }) => say`succeeded${afterWords(ranMs)}.`,
  failed: ({ ranMs, failure }) => {
    if (failure === undefined) return say`failed${afterWords(ranMs)}. AWS gave no reason.`;
    const how = sentence(say`failed${afterWords(ranMs)}${ownExitCode(failure)}: ${withCode(failure.what)}`);
    return failure.advice === undefined ? how : say`${how} ${sentence(withCode(failure.advice))}`;
  },
  stopped: ({ ranMs, stop }, view) => {
    const why = stop?.reason?.trim() ? say`: ${quoted(stop.reason)}` : undefined;
    return sentence(say`was stopped ${stoppedBy(stop?.by, view)}${afterWords(ranMs)}${why}`);
  },
  lost: () =>
    say`is lost: AWS no longer knows it, so how it ended cannot be told. Look at its output before you run it again.`,
};

/** Only where the words do not say it themselves, and it says something. */
function ownExitCode({ cause, exitCode, what }: NonNullable<Finished["failure"]>): string {
  return cause !== "exit-code" || what.includes(String(exitCode)) ? "" : withExitCode(exitCode);
}

function stoppedBy(
  by: NonNullable<Finished["stop"]>["by"],
  { ownerId, ownerName, stopperName }: NoticeView,
): string {
  if (by === undefined) return "outside Batchmate";
  return `by ${personName(by === ownerId ? ownerName : (stopperName ?? ""))}`;
}

function ofChild({ linesOf }: Finished, job: Job): string {
  return linesOf === undefined ? "" : ` of ${childWords(job, linesOf)}`;
}

function outputs({ outputs = [] }: Finished): Prose[] {
  if (outputs.length === 0) return [];
  const shown = outputs.slice(0, 5).map((output) => [code(output)]);
  const left = outputs.length - shown.length;
  const more = left > 0 ? say` and ${left} more` : undefined;
  return [say`Output named in the job (not checked): ${joined(shown, ", ")}${more}`];
}

function lastLines({ logLines = [] }: Finished): string {
  const lines = logLines.map((line) => cut(manyLines(line).replaceAll("\n", " "), 300));
  return fitLines(lines, { keep: "last", maxLength: 4000 }).text.trimEnd();
}

function hasLog({ state, failure }: Finished): boolean {
  return state !== "failed" || failure?.hasLog !== false;
}
