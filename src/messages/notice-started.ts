import type { Job } from "../domain/job.ts";
import type { Notice } from "../domain/notice.ts";
import { message, paragraph } from "./block.ts";
import { durationWords } from "./duration.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import type { NoticeView } from "./notice-view.ts";
import { type Prose, say } from "./prose.ts";

type Started = Extract<Notice, { kind: "started" }>;

export function startedNotice(notice: Started, job: Job, { mention }: Pick<NoticeView, "mention">): Message {
  const rest = say`${waited(notice)}${attempt(notice)}.${mention ? " I'll mention the owner when it ends." : ""}`;
  return message(say`${jobName(job)} started${rest}`, paragraph(say`Started${rest}`));
}

function waited({ waitedMs }: Started): string {
  return waitedMs === undefined ? "" : ` after ${durationWords(waitedMs)} in the queue`;
}

function attempt({ attempt, maxAttempts }: Started): Prose {
  return maxAttempts > 1 ? say` (attempt ${attempt} of ${maxAttempts})` : [];
}
