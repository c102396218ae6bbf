import type { Job } from "../domain/job.ts";
import type { State } from "../domain/job-state.ts";
import type { Notice } from "../domain/notice.ts";
import { message, paragraph } from "./block.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import type { NoticeView } from "./notice-message.ts";
import { personName } from "./people.ts";
import { quoted, say, sentence } from "./prose.ts";

type Stopping = Extract<Notice, { kind: "stopping" }>;

export function stoppingNotice({ by, reason, state }: Stopping, job: Job, view: NoticeView): Message {
  const who = personName(by === view.ownerId ? view.ownerName : (view.stopperName ?? ""));
  const why = reason.trim() === "" ? undefined : say`: ${quoted(reason)}`;
  const rest = say`${sentence(say`${why}`)} ${wherePhrase(state)} I'll say here when it has ended.`;
  return message(
    say`${who} is stopping ${jobName(job)}${rest}`,
    paragraph(say`${who} is stopping this job${rest}`),
  );
}

function wherePhrase(state: State): string {
  return state === "running" ? "It was running." : "It had not started.";
}
