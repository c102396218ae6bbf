/** A reply in a job's thread: one moment that a person wants to be told of. */
import type { Job } from "../../domain/job/job.ts";
import type { Notice } from "../../domain/telling/notice.ts";
import { decidedNotice } from "../approvals/notice-decided.ts";
import { loggedNotice } from "../logs/notice-logged.ts";
import { stoppingNotice } from "../stopping/notice-stopping.ts";
import type { Message } from "../text/message.ts";
import { attemptNotice } from "./notice-attempt.ts";
import { batchFinishedNotice } from "./notice-batch-finished.ts";
import { finishedNotice } from "./notice-finished.ts";
import { startedNotice } from "./notice-started.ts";
import type { NoticeView } from "./notice-view.ts";
import { waitingNotice } from "./notice-waiting.ts";

export function noticeMessage(notice: Notice, job: Job, view: NoticeView): Message {
  switch (notice.kind) {
    case "started":
      return startedNotice(notice, job);
    case "attempt":
      return attemptNotice(notice, job);
    case "waiting":
      return waitingNotice(notice, job, view);
    case "stopping":
      return stoppingNotice(notice, job, view);
    case "decided":
      return decidedNotice(notice, job, view);
    case "logged":
      return loggedNotice(notice, job);
    case "finished":
      return notice.batch === undefined
        ? finishedNotice(notice, job, view)
        : batchFinishedNotice(notice.batch, view);
  }
}
