import type { Job } from "../domain/job/job.ts";
import type { Gathered, WholeLog, WholeLogEnd, WholeLogFailure } from "../domain/logs/whole-log.ts";
import { toTrouble } from "../domain/trouble.ts";
import { wholeLogFailed, wholeLogStopped } from "../messages/logs/whole-log-ended.ts";
import { wholeLogSent } from "../messages/logs/whole-log-sent.ts";
import type { Message } from "../messages/text/message.ts";
import type { Tables } from "../store/tables.ts";
import type { Held } from "./held.ts";
import { consoleOf, masked, type WholeLogsOptions } from "./options.ts";
import { tell } from "./tell.ts";

type Ending = { job: Job | undefined; how: WholeLogEnd; gathered?: Gathered };

/** Says what became of it, and that it is over. Throws Slack's trouble, and CalledOff. */
export async function end(options: WholeLogsOptions, held: Held, ending: Ending): Promise<void> {
  const message = ending.job && endMessage(options, held.now(), { ...ending, job: ending.job });
  if (message !== undefined) await tellEnd(options, held, message);
  const nowMs = options.clock.nowMs();
  await held.save({ step: { kind: "ended", how: ending.how } }, (tables) =>
    audit(tables, held.now(), { ...ending, nowMs }),
  );
}

/** Nothing, where the file or the answer to a press says it already. */
function endMessage(
  options: WholeLogsOptions,
  log: WholeLog,
  { job, how, gathered }: Ending & { job: Job },
): Message | undefined {
  if (how === "sent") {
    return log.progress === undefined || gathered === undefined
      ? undefined
      : wholeLogSent({ job, log, gathered });
  }
  if (how === "stopped") return log.progress === undefined ? undefined : wholeLogStopped(job, log);
  return wholeLogFailed({ job, log, ...consoleOf(options, job) }, how);
}

/** Where nothing can be said there any more, nobody waits for it: it ends all the same. */
async function tellEnd(options: WholeLogsOptions, held: Held, message: Message): Promise<void> {
  try {
    const channel = held.now().progress?.channel ?? (await options.posts.directChannel(held.now().member));
    await tell(options, held, { channel, message: masked(options, held.now(), message) });
  } catch (error) {
    const trouble = toTrouble(error);
    if (trouble.vendor !== "slack" || trouble.kind !== "permanent") throw error;
    options.logger.warn({ err: trouble, log: held.now().id }, "What became of a whole log could not be told");
  }
}

/** Who was given how much of which log; nothing that stands in it. */
function audit(
  tables: Tables,
  { id, member, pi, fileName, parts }: WholeLog,
  { job, how, gathered, nowMs }: Ending & { nowMs: number },
): Promise<void> {
  return tables.audit.append({
    atMs: nowMs,
    member,
    via: "slack",
    verb: "logs",
    pi,
    job: job?.batchId ?? parts[0]?.batchId ?? "",
    outcome: how === "sent" ? "done" : "failed",
    detail: {
      wholeLog: id,
      file: fileName,
      ...(gathered === undefined ? {} : { lines: gathered.lines, bytes: gathered.bytes }),
      ...(how === "sent" ? {} : { why: how satisfies WholeLogFailure | "stopped" }),
    },
  });
}
