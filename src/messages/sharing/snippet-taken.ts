/** What became of taking back a piece of a log. */
import type { Job } from "../../domain/job/job.ts";
import type { Snippet } from "../../domain/logs/snippet.ts";
import { jobName } from "../job/job-words.ts";
import { personName } from "../people/people.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say } from "../text/prose.ts";
import { place } from "./snippet-shared.ts";

export type TakenSnippet = {
  /** Absent where it is kept no more. */
  job?: Job | undefined;
  snippet: Pick<Snippet, "channel" | "state">;
  /** Who took it back, where that was somebody else, or at another time. */
  takerName?: string;
  /** It was so before. */
  isOld?: true;
};

export function snippetTaken({ job, snippet, takerName, isOld }: TakenSnippet): Message {
  const what = say`the piece of the log${job && say` of ${jobName(job)}`}`;
  const where = place(snippet.channel);
  return spoken(sentenceFor[snippet.state]({ what, where, takerName, isOld }));
}

type Words = {
  what: Prose;
  where: Prose;
  takerName: string | undefined;
  isOld: true | undefined;
};

const sentenceFor: Record<Snippet["state"], (words: Words) => Prose> = {
  taken: ({ what, where, takerName, isOld }) =>
    isOld
      ? say`${takerName === undefined ? "You" : personName(takerName)} had taken back ${what} before: nothing of it stands ${where}.`
      : say`Taken back: ${what} no longer stands ${where}. What somebody has read or copied meanwhile can not be taken back.`,
  gone: ({ what, where }) =>
    say`There was nothing to take back: somebody had deleted ${what} ${where} already.`,
  taking: ({ what, where }) =>
    say`Slack has not taken away ${what} ${where} yet. I keep asking until it is gone; you need do nothing.`,
  failed: ({ what, where }) => say`There is nothing to take back: Slack never took ${what} ${where}.`,
  // Both are on the way to another state, and seen here only in between.
  waiting: ({ what, where }) => say`I am taking back ${what} ${where}.`,
  posted: ({ what, where }) => say`I am taking back ${what} ${where}.`,
};

/** Only who shared it, and who is in charge. */
export function notYoursToTakeBack(sharerName: string): Message {
  return spoken(
    say`Only ${personName(sharerName)}, who shared this, and the managers of the lab can take it back.`,
  );
}

export function snippetUnknown(): Message {
  return spoken(
    say`I no longer know this piece of a log. If it still stands, ask an admin of the workspace to delete it.`,
  );
}
