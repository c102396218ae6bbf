import type { BatchId } from "../../domain/ids.ts";
import { type Job, shortId } from "../../domain/job/job.ts";
import type { State } from "../../domain/job/job-state.ts";
import type { Notice } from "../../domain/telling/notice.ts";
import { childrenWords } from "../job/children-words.ts";
import { jobName } from "../job/job-words.ts";
import type { NoticeView } from "../job/notice-view.ts";
import { mention, personName } from "../people/people.ts";
import { message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { code, type Prose, quoted, say, sentence } from "../text/prose.ts";

type Stopping = Extract<Notice, { kind: "stopping" }>;

export function stoppingNotice(notice: Stopping, job: Job, view: NoticeView): Message {
  if ("duplicate" in notice) return duplicateNotice(notice, view);
  if ("refused" in notice) return refusedNotice(job);
  const { by, reason } = notice;
  const who = personName(by === view.ownerId ? view.ownerName : (view.stopperName ?? ""));
  const why = reason.trim() === "" ? undefined : say`: ${quoted(reason)}`;
  if ("children" in notice) return childrenNotice(notice, job, { who, why });
  const rest = say`${sentence(say`${why}`)} ${wherePhrase(notice.state)} I'll say here when it has ended.`;
  return message(
    say`${who} is stopping ${jobName(job)}${rest}`,
    paragraph(say`${who} is stopping this job${rest}`),
  );
}

function childrenNotice(
  { children, refused }: Extract<Stopping, { children: unknown }>,
  job: Job,
  { who, why }: { who: string; why: Prose | undefined },
): Message {
  const which = say`${childrenWords(children)} of`;
  const not = refused === undefined ? undefined : say` AWS would not stop ${counted(refused, "other")}.`;
  const rest = say`${sentence(say`${why}`)} The others go on.${not}`;
  return message(
    say`${who} is stopping ${which} ${jobName(job)}${rest}`,
    paragraph(say`${who} is stopping ${which} this array${rest}`),
  );
}

/** Submitting can not be made safe against doing it twice; when it happened, it is put right and said. */
function duplicateNotice(
  { duplicate, ended }: { duplicate: BatchId; ended?: true },
  { mention: mentioned, ownerId }: NoticeView,
): Message {
  const call = mentioned ? say`${mention(ownerId)} ` : undefined;
  const second = say`${call}AWS took this job twice. The second, ${code(shortId(duplicate))},`;
  const prose = ended
    ? say`${second} has run and ended too; this thread is about this one. Look at the output: both may have written it.`
    : say`${second} is being stopped; this one goes on.`;
  return message(prose, paragraph(prose));
}

function refusedNotice(job: Job): Message {
  return message(
    say`AWS would not stop ${jobName(job)}; it goes on as it was.`,
    paragraph(say`AWS would not stop this job; it goes on as it was.`),
  );
}

function wherePhrase(state: State): string {
  return state === "running" ? "It was running." : "It had not started.";
}
