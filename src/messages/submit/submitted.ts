import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say } from "../text/prose.ts";
import { understood } from "./understood.ts";

export type Submitted = {
  /** Address of the job's card, once it is posted. */
  cardLink?: string;
  /** What was understood where it deserves an echo: "4096 MiB = 4 GiB". */
  said: readonly string[];
};

export function submitted(job: Job, { cardLink, said }: Submitted): Message {
  const id = jobId(job);
  const prose = say`${jobName(job)} is submitted to queue ${job.queue}${id && say` as ${id}`}. ${follow(cardLink)}`;
  return spoken(prose, understood(said), buttons(jobStep("status", job), jobStep("cancel", job)));
}

function follow(cardLink: string | undefined): Prose {
  return cardLink === undefined
    ? say`Follow it in its thread.`
    : say`Follow it in ${link(cardLink, "its thread")}.`;
}
