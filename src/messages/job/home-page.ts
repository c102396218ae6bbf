import type { KnownBlock } from "@slack/types";
import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { type PauseView, pauseLine } from "../people/pause-words.ts";
import { bullets, buttons, heading, message, paragraph, quiet, row } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted, grouped } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { jobLine } from "./job-line.ts";
import { jobSteps } from "./job-steps.ts";

export type HomePage = {
  /** The person's jobs that have not ended, newest first. */
  running: readonly Job[];
  /** There are more of them than these. */
  isMore?: true;
  /** The person's last results, newest first. */
  recent: readonly Job[];
  labs: readonly LabAtWork[];
  paused?: readonly PauseView[];
  nowMs: number;
};

/** What is under way in a lab, whoever submitted it. */
export type LabAtWork = {
  pi: PiName;
  running: number;
  waiting: number;
  people: number;
  /** More jobs are under way than were counted. */
  isMore?: true;
};

const shownAtMost = 8;

/** The app's Home tab: what is under way, what came of the last, how the labs are, and where to begin. */
export function homePage({ running, isMore, recent, labs, paused = [], nowMs }: HomePage): Message {
  const many = `${isMore ? "More than " : ""}${counted(running.length, "job")}`;
  const open = say`${many} of yours ${running.length === 1 ? "is" : "are"} under way.`;
  return message(
    open,
    ...paused.map((view) => paragraph(pauseLine(view))),
    heading("Under way"),
    ...(running.length === 0
      ? [paragraph(say`No job of yours is under way. To run one, type ${typed("submit")} in any channel.`)]
      : rows(running, { first: 1, isMore })),
    recent.length === 0 ? undefined : [heading("Last results"), ...rows(recent, { first: shownAtMost + 1 })],
    inLabs(labs),
    heading("Begin"),
    buttons(
      { verb: "submit", label: "Submit a job", style: "primary" },
      { verb: "list", label: "My jobs" },
      { verb: "whoami", label: "My labs" },
      { verb: "settings", label: "Settings" },
      { verb: "help", label: "Help" },
    ),
    quiet(say`${[moment(nowMs, "As of")]} · Answers to these buttons come under Messages`),
  );
}

/** `first` is the number of the first row: no two buttons of Home are alike. */
function rows(
  jobs: readonly Job[],
  { first, isMore }: { first: number; isMore?: true | undefined },
): KnownBlock[] {
  const left = jobs.length - shownAtMost;
  return [
    ...jobs.slice(0, shownAtMost).map((job, index) => row(jobLine(job), step(job, first + index))),
    ...(left > 0 ? [quiet(say`And ${isMore ? "more than " : ""}${grouped(left)} more, under My jobs`)] : []),
  ];
}

/** One button a row: of a result its log, of what is under way how it is. */
function step(job: Job, nth: number): NextStep | undefined {
  const steps = jobSteps(job, { leftOut: ["cancel"] });
  const fitting = steps.find(({ verb }) => verb === (isEnded(job.state) ? "logs" : "status")) ?? steps[0];
  return fitting && { ...fitting, nth };
}

function inLabs(labs: readonly LabAtWork[]): KnownBlock[] {
  if (labs.length === 0) return [];
  const list = bullets(labs.map(labLine), 4500);
  return [
    heading(labs.length === 1 ? "In your lab" : "In your labs"),
    ...list.blocks,
    ...(list.left > 0 ? [quiet(say`And ${counted(list.left, "more lab")}`)] : []),
  ];
}

function labLine({ pi, running, waiting, people, isMore }: LabAtWork): Prose {
  const all = running + waiting;
  if (all === 0) return say`${bold(pi)}: nothing is under way`;
  if (isMore) return say`${bold(pi)}: more than ${grouped(all)} jobs are under way`;
  const states = joined(
    [
      running > 0 ? say`${grouped(running)} running` : undefined,
      waiting > 0 ? say`${grouped(waiting)} waiting` : undefined,
    ],
    ", ",
  );
  const of = people === 1 ? "one person" : `${people} people`;
  return say`${bold(pi)}: ${states}, of ${of}`;
}
