import { describe, expect, it } from "vitest";
import { gallery } from "../../test/fixtures/gallery.ts";

const sentences: Record<string, string> = {
  "card: approval": "align-NA12878 of J. Blow for peters-u waits for a manager's yes.",
  "card: submitting":
    "align-NA12878 of J. Blow for peters-u is being submitted: AWS has not answered yet, and I am looking for it.",
  "card: waiting": "align-NA12878 of J. Blow for peters-u is waiting for a machine.",
  "card: starting": "align-NA12878 of J. Blow for peters-u has a machine and is starting.",
  "card: running":
    "align-NA12878 of J. Blow for peters-u is running <!date^1795200420^since {date_short_pretty} at {time}|since 2026-11-20 18:47 UTC>.",
  "card: succeeded": "align-NA12878 of J. Blow for peters-u succeeded after 2 h 14 min.",
  "card: failed": "align-NA12878 of J. Blow for peters-u failed after 4 s with exit code 127.",
  "card: stopped":
    "align-NA12878 of J. Blow for peters-u was stopped by J. Blow after 41 min: “wrong genome”.",
  "card: being stopped":
    "align-NA12878 of J. Blow for peters-u is being stopped by U. Peters: “wrong genome”.",
  "card: stopped outside":
    "align-NA12878 of J. Blow for peters-u was stopped outside Batchmate after 41 min.",
  "card: lost":
    "align-NA12878 of J. Blow for peters-u is lost: AWS no longer knows it, so how it ended cannot be told.",
  "card: rejected":
    "align-NA12878 of J. Blow for peters-u was not accepted by AWS, so nothing runs. AWS says: “Job queue does not exist”.",
  "card: approved, and the role refused":
    "align-NA12878 of J. Blow for peters-u was not accepted by AWS, so nothing runs. AWS did not let me work for peters-u. That is nobody's fault in the lab, and the admins were told.",
  "notice: approved, and the role refused":
    "<@U0JBLOW> align-NA12878 was approved by U. Peters, but AWS did not accept it, so nothing runs. AWS did not let me work for peters-u. That is nobody's fault in the lab, and the admins were told.",
  "you approved, and the role refused":
    "You approved align-NA12878, but AWS did not accept it, so nothing runs. AWS did not let me work for peters-u. That is nobody's fault in the lab, and the admins were told.",
  "notice: failed batch, the role refused":
    "<@U0JBLOW> align: 17 of 20 succeeded, 3 not accepted by AWS: align-NA18 (not accepted by AWS), align-NA19 (not accepted by AWS), align-NA20 (not accepted by AWS). AWS did not let me work for peters-u. That is nobody's fault in the lab, and the admins were told.",
  "notice: failed batch, the role refused, in another channel":
    "<@U0JBLOW> align: 17 of 20 succeeded, 3 not accepted by AWS.",
  "notice: started":
    "align-NA12878 started after 5 min in the queue (attempt 1 of 3). I'll mention the owner when it ends.",
  "notice: started, without promise": "align-NA12878 started after 5 min in the queue.",
  "notice: spot reclaim":
    "align-NA12878: AWS took the machine back after 41 min (a spot reclaim, not a fault of your job). Attempt 2 of 3 is in the queue and starts from the beginning. Nothing to do.",
  "notice: waiting":
    "<@U0JBLOW> align-NA12878 cannot start as it is: it asks for 4 vCPUs, and that is more than queue default may use at once. Ask for less, or ask the admins for more.",
  "notice: waiting, in another channel":
    "<@U0JBLOW> align-NA12878 cannot start as it is: it asks for 4 vCPUs, and that is more than its queue may use at once. Ask for less, or ask the admins for more.",
  "notice: waiting for an admin":
    "align-NA12878 cannot start as it is: AWS Batch lacks a right that it needs to start machines for queue default. Only an admin can mend this. The job keeps its place meanwhile.",
  "notice: stopping":
    "J. Blow is stopping align-NA12878: “wrong genome”. It was running. I'll say here when it has ended.",
  "notice: succeeded":
    "<@U0JBLOW> align-NA12878 succeeded after 2 h 14 min. Output named in the job (not checked): `s3://fh-pi-peters-u/out/NA12878/`",
  "notice: succeeded, in another channel": "<@U0JBLOW> align-NA12878 succeeded after 2 h 14 min.",
  "notice: out of memory":
    "<@U0JBLOW> align-NA12878 failed after 1 h 12 min: it needed more memory than its 16 GiB and was stopped. More memory usually fixes this.",
  "notice: exit code":
    "<@U0JBLOW> align-NA12878 failed after 4 s with exit code 127: a command was not found. Check its spelling, and that the image `align:1.4` contains it.",
  "notice: stopped by another": "<@U0JBLOW> align-NA12878 was stopped by U. Peters.",
  "one mistake":
    "There is no option `--memroy`; did you mean `--memory`? The rest reads well; nothing was submitted yet. Corrected: `/batch submit --jobdef align:14 --memory 16G -- bwa mem`",
  "two mistakes":
    "There is no option `--memroy`; did you mean `--memory`? `16X` is no amount of memory. Nothing was submitted yet.",
  "not in that lab":
    "You are not in doe-j, so nothing was submitted. Your labs: peters-u. If you work with doe-j too, ask for access.",
  "job not found":
    "I find no job `3fa9` that you can see. Check the id, or pick one from your recent jobs. If it is another lab's, its manager can add you.",
  "submitted, uncertain":
    "AWS has not answered yet whether it took align-NA12878. I am looking for it and will say so in <https://peters-lab.slack.com/archives/C0PETERS/p1795200120000100|its thread>. Please do not submit it again.",
  "log: not yet": "There is no log of align-NA12878 yet: it is waiting, and a log begins when the job runs.",
  "log: never":
    "align-NA12878 has no log, because its container never started: AWS found no image `align:1.5`.",
  "cancel: question":
    "Stop align-NA12878 (`3fa9c1d2`)? It has run 5 h 12 min. What is stopped cannot be resumed.",
  "cancel: already ended": "There is nothing left to stop: align-NA12878 succeeded after 2 h 14 min.",
  "cancel: asked AWS": "AWS is told to stop align-NA12878. Its card will show when it has ended.",
  "cancel: no answer":
    "AWS has not answered the stop of align-NA12878 yet. I keep asking, and its card will show what comes of it.",
  "notify me: too late": "There is nothing left to wait for: align-NA12878 succeeded after 2 h 14 min.",
  "notice: taken twice":
    "<@U0JBLOW> AWS took this job twice. The second, `3fa9c1d2`, is being stopped; this one goes on.",
  "notice: taken twice, and ended":
    "<@U0JBLOW> AWS took this job twice. The second, `3fa9c1d2`, has run and ended too; this thread is about this one. Look at the output: both may have written it.",
  "settings: of a channel":
    "Saved. In this channel the jobs of peters-u have their thread in the direct messages of who submits them, and are told of at level `failures` (a mention if it failed, is lost, cannot start, or AWS took it twice), whatever their owners have set.",
  "settings: of a job, none":
    "For align-NA12878 alone nothing is set: what its channel and its owner have set counts. `/batch settings` shows yours.",
  "settings: of a job":
    "Saved. Of align-NA12878 its thread tells `every` (as normal, and also each step on the way to each attempt), whatever else is set.",
  "unknown command": "I know no command `subnit`; did you mean `submit`? `/batch help` lists them all.",
  trouble:
    "Something went wrong on my side, and it is not your fault. Before you try again, `/batch list` shows what was done. If it stays so, tell <#C0HELP> the reference `r_7k3q9x`.",
};

describe("what the bot says", () => {
  const messages = gallery();
  it.each(Object.entries(sentences))("%s", (name, sentence) => {
    expect(messages[name]?.text).toBe(sentence);
  });
});
