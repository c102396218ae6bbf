/** What is said to who asked for a live log. */
import type { ChannelId, NoticeId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName, memberName, memberWords } from "../job/job-words.ts";
import { channel } from "../people/people.ts";
import { buttons, spoken } from "../text/block.ts";
import { durationWords } from "../text/duration.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { stopStep } from "./live-steps.ts";

export type LiveWhere =
  | { kind: "thread"; channel: ChannelId; isHere: boolean; link?: string }
  | { kind: "direct"; why?: "others read along" | "not in threads" };

export function logFollowed(job: Job, where: LiveWhere): Message {
  return spoken(
    say`I show the log of ${memberName(job)} as it grows, for ${durationWords(limits.liveMs)} at most, ${place(where)}.`,
  );
}

/** Somebody follows it there already: it goes on for longer. */
export function followsAlready(job: Job, where: LiveWhere): Message {
  return spoken(
    say`The log of ${memberName(job)} is shown as it grows already, ${place(where)}; it goes on for ${durationWords(limits.liveMs)} from now.`,
  );
}

function place(where: LiveWhere): Prose {
  if (where.kind === "thread") {
    const thread = where.link === undefined ? say`its thread` : link(where.link, "its thread");
    if (/^[DUW]/.test(where.channel)) return say`in ${thread} in your direct messages`;
    return where.isHere ? say`in ${thread}` : say`in ${thread} in ${channel(where.channel)}`;
  }
  return say`in your direct messages${where.why && reasons[where.why]}`;
}

const reasons = {
  "others read along": ", because others than the lab may read here",
  "not in threads": ", because the lab keeps log lines out of its threads",
};

export function followsTooMany(followed: readonly { job: Job; notice: NoticeId }[]): Message {
  const names = joined(
    followed.map(({ job }) => memberName(job)),
    ", ",
  );
  return spoken(
    say`You follow ${followed.length} logs already, and no more are shown at once: ${names}. Stop one of them first.`,
    buttons(
      ...followed.map(({ job, notice }, index) => ({
        ...stopStep(notice, `Stop ${job.name}${memberWords(job)}`),
        nth: index + 1,
      })),
    ),
  );
}

/** All of the workspace share Slack's pace. */
export function tooManyFollowed(job: Job): Message {
  return spoken(
    say`${limits.liveAtOnce} logs are followed just now, and Slack takes no more at once. The newest lines you can have at any time.`,
    buttons({ ...jobStep("logs", job), label: "Newest lines" }),
  );
}

/** Only who follows it stops it, its job's owner, and a manager. */
export function liveLogNotYours(job: Job): Message {
  return spoken(
    say`Nothing was stopped: a live log is stopped by who asked for it, the job's owner or a manager. This one is of ${jobName(job)}.`,
  );
}

export function liveLogGone(): Message {
  return spoken(say`That live log is over, and nothing is left to stop.`);
}
