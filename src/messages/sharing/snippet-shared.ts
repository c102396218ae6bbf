/** For who shared a piece of a log: where it went, or why it did not. */
import type { ChannelId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Snippet, SnippetContent } from "../../domain/logs/snippet.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { channel } from "../people/people.ts";
import { buttons, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { type Prose, say } from "../text/prose.ts";
import { piece, takeBackStep, theLog } from "./snippet-post.ts";

export type SharedSnippet = {
  job: Job;
  snippet: Pick<Snippet, "id" | "channel">;
  content: Pick<SnippetContent, "lines" | "of">;
  /** Address of the post. */
  postLink?: string;
};

export function snippetShared({ job, snippet, content, postLink }: SharedSnippet): Message {
  const where = place(snippet.channel);
  const open = postLink === undefined ? undefined : say` Open ${link(postLink, "the post")}.`;
  return spoken(
    say`Shared ${piece(content)} of ${theLog(job, content.of)} ${where}.${open}`,
    buttons(takeBackStep(snippet.id)),
  );
}

export function snippetOnItsWay({ job, snippet, content }: SharedSnippet): Message {
  return spoken(
    say`${piece(content)} of ${theLog(job, content.of)} will stand ${place(snippet.channel)} as soon as Slack takes it. Should it not, I tell you.`,
    buttons(takeBackStep(snippet.id)),
  );
}

/** Beside the question, or later as a direct message. */
export function snippetFailed(job: Job, { channel: where }: Pick<Snippet, "channel">): Message {
  return spoken(
    say`Slack did not take the piece of the log of ${jobName(job)} that you shared, so nothing stands ${place(where)}. Perhaps I am not there any more, or you are not of the lab.`,
    buttons(jobStep("logs", job)),
  );
}

/** What was looked at is not what is in the log now. */
export function snippetChanged(job: Job, again: NextStep): Message {
  return spoken(
    say`The log of ${jobName(job)} no longer holds the lines that you looked at, so nothing was shared. Look again at what it holds now.`,
    buttons(again),
  );
}

/** `in #general`, `in their direct messages` */
export function place(where: ChannelId): Prose {
  return isDirect(where) ? say`in direct messages` : say`in ${channel(where)}`;
}
