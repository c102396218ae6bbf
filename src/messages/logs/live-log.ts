/** A log as it grows: one message that is edited again and again, and at last says that it ended, why and when. */
import type { NoticeId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { LiveEnd, LiveLine, LiveTail } from "../../domain/logs/live-log.ts";
import type { Place } from "../../domain/telling/place.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { withExitCode } from "../job/state-words.ts";
import { personName } from "../people/people.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { buttons, message, paragraph, preformatted, quiet } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { durationWords } from "../text/duration.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted, grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { fitLines } from "./fit-lines.ts";
import { lineClock } from "./line-clock.ts";
import { stopStep } from "./live-steps.ts";
import { logLine } from "./log-lines.ts";
import { maskedNote } from "./masked-words.ts";

export type LiveLogView = {
  /** The job, or all of the array or the nodes of which one is followed. */
  job: Job;
  notice: NoticeId;
  place: Place;
  /** Who stopped it. */
  byName?: string;
};

/** Room for the lines in a block, and for them in the sentence that is read out. */
const roomInBlocks = 8000;
const roomInText = 1500;

export function liveLog(tail: LiveTail, view: LiveLogView): Message {
  const head = headline(tail, view);
  // What was read before others came to read along is theirs no more than the rest.
  const lines = view.place === "own" ? linesOf(tail) : [];
  if (lines.length === 0)
    return message(head, paragraph(head), smallPrint(tail, 0), buttons(...steps(tail, view)));
  const box = fitLines(lines, { keep: "last", maxLength: roomInBlocks });
  const spoken = fitLines(lines, { keep: "last", maxLength: roomInText });
  const left = lines.length - box.shown;
  return message(
    [...head, { kind: "text", text: `\n${spoken.text}` }],
    paragraph(head),
    preformatted(gapLine(tail, left) + box.text),
    smallPrint(tail, box.shown),
    buttons(...steps(tail, view)),
  );
}

/** The live log of this job: where it is, or that it ended, why and when. */
function headline(tail: LiveTail, view: LiveLogView): Prose {
  const whose = say`${jobName(view.job)}${which(tail, view)}`;
  const { now } = tail;
  switch (now.kind) {
    case "waiting":
      return say`Live log of ${whose}: it has not begun yet. Its lines will appear here.`;
    case "following": {
      if (now.unreadSinceMs !== undefined)
        return say`Live log of ${whose}: AWS has not let me read it ${moment(now.unreadSinceMs, "since")}. I keep trying.`;
      return tail.lines.length === 0
        ? say`Live log of ${whose}: nothing has been printed yet.`
        : say`Live log of ${whose}:`;
    }
    case "ended":
      return say`The live log of ${whose} ${endWords(now.why, view)}.`;
  }
}

function which({ followed: { child, node }, attempt }: LiveTail, { job }: LiveLogView): Prose | undefined {
  const words = [
    node === undefined ? undefined : say`node ${String(node)}`,
    child === undefined ? undefined : say`${childWords(job, child)}`,
    attempt === undefined || attempt.of <= 1 ? undefined : say`attempt ${attempt.number} of ${attempt.of}`,
  ].filter((each) => each !== undefined);
  return words.length === 0 ? undefined : say` (${joined(words, ", ")})`;
}

function endWords(why: LiveEnd, { byName = "" }: LiveLogView): Prose {
  switch (why.kind) {
    case "job":
      return say`has ended with its job, which ${jobEnds[why.state] ?? "has ended"}${why.state === "failed" ? withExitCode(why.exitCode) : ""}`;
    case "no-log":
      return say`has ended: the job writes no log that I can read`;
    case "time":
      return say`has ended after ${durationWords(limits.liveMs)}, and the job goes on`;
    case "stopped":
      return say`was stopped by ${personName(byName)}, and the job goes on`;
    case "unread":
      return say`has ended: AWS does not let me read it any more`;
    case "audience":
      return say`has ended: it may not be shown here any more`;
  }
}

const jobEnds: Partial<Record<Job["state"], string>> = {
  succeeded: "succeeded",
  failed: "failed",
  stopped: "was stopped",
  lost: "is lost",
};

/** Each with its time; where another attempt begins, that is said above its first line. */
function linesOf({ lines, zone = "UTC" }: LiveTail): string[] {
  const clock = lineClock(lines, zone);
  return lines.flatMap((line, index) => {
    const isNext = line.attempt !== (lines[index - 1]?.attempt ?? line.attempt);
    const written = logLine({ ...line, text: fromWhere(line) }, clock);
    return isNext ? [`— attempt ${line.attempt} begins —`, written] : [written];
  });
}

function fromWhere({ container, text }: LiveLine): string {
  return container === undefined ? text : `${manyLines(container)} | ${text}`;
}

function gapLine({ leftOut, outrun }: LiveTail, left: number): string {
  const count = leftOut + left;
  if (outrun) return `… ${grouped(count)} lines and more left out: they come faster than I can read …\n`;
  return count === 0 ? "" : `… ${counted(count, "line")} left out …\n`;
}

function smallPrint(tail: LiveTail, shown: number): ReturnType<typeof quiet> {
  const { now, lines, zone = "UTC" } = tail;
  const masked = lines.reduce((sum, line) => sum + (line.masked ?? 0), 0);
  const notes: readonly (Prose | undefined)[] = [
    shown === 0 ? undefined : say`Times in ${zone}`,
    shown > 0 ? maskedNote(masked) : undefined,
    [now.kind === "ended" ? moment(now.atMs, "Ended") : moment(now.untilMs, "Goes on until")],
  ];
  return quiet(joined(notes, " · "));
}

function steps(tail: LiveTail, { job, notice }: LiveLogView): NextStep[] {
  const { now, followed } = tail;
  if (now.kind !== "ended") return [stopStep(notice, "Stop")];
  const resume = (label: string): NextStep => ({ verb: "logs", step: "resume", label, value: notice });
  const isWhole = followed.child === undefined && followed.node === undefined;
  // Of a child or a node the message alone knows which it is; where nothing grows any more, its last lines are shown.
  const lines = isWhole ? { ...jobStep("logs", job), label: "Last lines" } : resume("Last lines");
  const goesOn = ["time", "stopped", "unread"].includes(now.why.kind);
  if (goesOn) return [resume("Go on"), ...(isWhole ? [lines] : []), jobStep("status", job)];
  return [lines, jobStep("status", job)];
}
