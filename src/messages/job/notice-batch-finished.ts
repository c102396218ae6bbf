import type { State } from "../../domain/job/job-state.ts";
import type { BatchEnd } from "../../domain/telling/notice.ts";
import { mention, personName } from "../people/people.ts";
import { message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted, grouped } from "../text/numbers.ts";
import { joined, type Prose, say, sentence } from "../text/prose.ts";
import { causeWords } from "./failed-words.ts";
import { jobName } from "./job-words.ts";
import { roleRefusedWords } from "./not-accepted-words.ts";
import { asked } from "./notice-finished.ts";
import type { NoticeView } from "./notice-view.ts";

/** All jobs of a batch have ended: the one notice that mentions its owner. */
export function batchFinishedNotice(end: BatchEnd, view: NoticeView): Message {
  const failures = view.place === "own" ? failureWords(end) : undefined;
  const main = say`${whose(end, view)} ${counts(end)}`;
  const all = sentence(failures === undefined ? main : say`${main}: ${failures}`);
  const role = view.place === "own" && end.refusedRole ? roleRefusedWords(end.refusedRole) : undefined;
  const prose = joined([all, role, asked(view)], " ");
  return message(prose, paragraph(prose));
}

function whose({ name }: BatchEnd, { mention: mentioned, ownerId, ownerName }: NoticeView): Prose {
  const called = jobName({ name });
  return mentioned ? say`${mention(ownerId)} ${called}:` : say`${called} of ${personName(ownerName)}:`;
}

/** `18 of 20 succeeded, 2 failed` */
function counts({ size, counts: { succeeded = 0, ...others } }: BatchEnd): Prose {
  const left = order.flatMap((state) => {
    const count = others[state as keyof typeof others] ?? 0;
    return count === 0 ? [] : [say`${grouped(count)} ${words[state]}`];
  });
  if (left.length === 0) return say`all ${counted(size, "job")} succeeded`;
  return joined([say`${grouped(succeeded)} of ${grouped(size)} succeeded`, ...left], ", ");
}

type Bad = "failed" | "stopped" | "lost" | "rejected";

const order: readonly Bad[] = ["failed", "lost", "rejected", "stopped"];

const words: Record<Bad, string> = {
  failed: "failed",
  lost: "lost",
  rejected: "not accepted by AWS",
  stopped: "stopped",
};

/** `align-NA3 (out of memory), align-NA7 (exit code 1) and 4 more` */
function failureWords({ size, counts: { succeeded = 0 }, failures }: BatchEnd): Prose | undefined {
  if (failures.length === 0) return undefined;
  const each = failures.map((failure) => say`${jobName(failure)} (${why(failure)})`);
  const left = size - succeeded - failures.length;
  const more = left > 0 ? say` and ${grouped(left)} more` : undefined;
  return say`${joined(each, ", ")}${more}`;
}

function why({ state, cause, exitCode }: BatchEnd["failures"][number]): Prose {
  if (cause === undefined) return say`${isBad(state) ? words[state] : state}`;
  return causeWords(exitCode === undefined ? { cause } : { cause, exitCode });
}

function isBad(state: State): state is Bad {
  return state in words;
}
