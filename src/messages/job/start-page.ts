import type { Job } from "../../domain/job/job.ts";
import { type PauseView, pauseLine } from "../people/pause-words.ts";
import { bullets, buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { jobLine } from "./job-line.ts";

export type StartPage = {
  /** The asker's jobs that have not ended. */
  running: readonly Job[];
  /** The asker's last results. */
  recent: readonly Job[];
  /** Of the asker's labs. */
  paused?: readonly PauseView[];
};

const shownAtMost = 5;

/** `/batch` alone: what is under way, what came of the last, and where to begin. */
export function startPage({ running, recent, paused = [] }: StartPage): Message {
  const open = underWay(running.length);
  return message(
    joined(
      [
        ...paused.map(pauseLine),
        say`${open} To run one, type ${typed("submit")}; for all commands, ${typed("help")}.`,
      ],
      " ",
    ),
    ...paused.map((view) => paragraph(pauseLine(view))),
    section("Under way", running) ?? paragraph(open),
    section("Last results", recent),
    paragraph(say`To run a job, type ${typed("submit")}; for all commands, ${typed("help")}.`),
    buttons(
      { verb: "submit", label: "Submit a job" },
      { verb: "list", label: "My jobs" },
      { verb: "help", label: "Help" },
    ),
  );
}

function underWay(count: number): Prose {
  if (count === 0) return say`No job of yours is under way.`;
  return say`${counted(count, "job")} of yours ${count === 1 ? "is" : "are"} under way.`;
}

function section(title: string, jobs: readonly Job[]) {
  if (jobs.length === 0) return undefined;
  const list = bullets(
    jobs.slice(0, shownAtMost).map((job) => jobLine(job)),
    4500,
  );
  const left = Math.max(0, jobs.length - shownAtMost) + list.left;
  return [
    paragraph([bold(title)]),
    ...list.blocks,
    ...(left > 0 ? [paragraph(say`And ${left} more, under My jobs.`)] : []),
  ];
}
