import type { DraftId, MemberId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { bullets, buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { jobLine } from "./job-line.ts";
import { stateWord } from "./state-words.ts";

/** Of a list that is heard, not seen. */
const readOut = 3;

/** So many jobs fit a message whatever their names. */
export const listPageSize = 15;

export type ListPage = {
  /** What was asked for: "running jobs of peters-u since yesterday". */
  title: string;
  /** At most `listPageSize`. */
  jobs: readonly Job[];
  /** Names to show beside the jobs; without them all are the asker's own. */
  owners?: ReadonlyMap<MemberId, string>;
  /** Where the next page begins, and how many jobs are on it and after. */
  more?: { draft: DraftId; left?: number };
};

export function listPage({ title, jobs, owners, more }: ListPage): Message {
  if (jobs.length === 0) return nothing(title);
  const shown = jobs.slice(0, listPageSize);
  const list = bullets(
    shown.map((job) => jobLine(job, owners?.get(job.owner))),
    10_500,
  );
  const left = jobs.length - shown.length + list.left + (more?.left ?? 0);
  const heading = say`${title}: ${howMany(jobs.length, more)}`;
  return message(
    say`${heading}. ${joined(shown.slice(0, readOut).map(brief), "; ")}${jobs.length > readOut ? "; and more" : ""}.`,
    paragraph(heading),
    ...list.blocks,
    left > 0 ? paragraph(say`And ${left} more.`) : undefined,
    more && buttons({ verb: "list", step: "more", label: "Next page", value: more.draft }),
  );
}

/** `/batch status` and `/batch list` without more: the asker's own jobs, newest first. */
export function recentJobs(jobs: readonly Job[], more?: ListPage["more"]): Message {
  return listPage({ title: "Your recent jobs", jobs, ...(more === undefined ? {} : { more }) });
}

/** With pages to come, the number on this one says little. */
function howMany(count: number, more: ListPage["more"]): string {
  if (more === undefined) return counted(count, "job");
  return more.left === undefined
    ? `${counted(count, "job")} on this page`
    : counted(count + more.left, "job");
}

function brief(job: Job): Prose {
  return say`${job.name} ${stateWord(job)}`;
}

function nothing(title: string): Message {
  const prose = say`${title}: none.`;
  return message(
    prose,
    paragraph(prose),
    buttons({ verb: "submit", label: "Submit a job" }, { verb: "help", label: "Help" }),
  );
}
