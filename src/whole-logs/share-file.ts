import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { WholeLogStep } from "../domain/logs/whole-log.ts";
import { toTrouble } from "../domain/trouble.ts";
import { wholeLogComment } from "../messages/logs/whole-log-sent.ts";
import { CalledOff } from "./called-off.ts";
import type { Held } from "./held.ts";
import { consoleOf, masked, type WholeLogsOptions } from "./options.ts";

export type Sharing = Extract<WholeLogStep, { kind: "sharing" }>;

/** `later`: it is due again, and when is saved. `anew`: Slack has let go of the file. */
export type ShareOutcome = "shared" | "later" | "anew" | "not taken";

/**
 * The step that people see, once: it was saved before, and where nobody answered it, or who did it died, the file is
 * looked for before it is shared again. Throws what else goes wrong, and CalledOff.
 */
export async function shareFile(options: WholeLogsOptions, held: Held, job: Job): Promise<ShareOutcome> {
  const step = held.now().step as Sharing;
  const { clock } = options;
  if (step.triedAtMs !== undefined) {
    const lookAtMs = step.triedAtMs + (limits.wholeLogLooksAfterMs[step.looks] ?? 0);
    if (clock.nowMs() < lookAtMs) return dueAt(held, step, lookAtMs);
    if ((await options.uploads.sharedIn(step.file, step.channel)) !== undefined) return "shared";
    const looks = step.looks + 1;
    const nextAfterMs = limits.wholeLogLooksAfterMs[looks];
    if (nextAfterMs !== undefined) return dueAt(held, { ...step, looks }, step.triedAtMs + nextAfterMs);
  }
  return share(options, held, { job, step });
}

async function share(
  options: WholeLogsOptions,
  held: Held,
  { job, step }: { job: Job; step: Sharing },
): Promise<ShareOutcome> {
  const { clock, uploads, logger } = options;
  const { file, channel, gathered } = step;
  const log = held.now();
  // Gathering and uploading it has taken its time.
  if (!(await options.mayRead(log))) throw new CalledOff("no access");
  const { triedAtMs: _before, ...untried } = { ...step, looks: 0 };
  const tried: Sharing = { ...untried, triedAtMs: clock.nowMs() };
  await held.save({ step: tried });
  try {
    const comment = wholeLogComment({ job, log, gathered, ...consoleOf(options, job) });
    const said = masked(options, log, { title: log.fileName, comment });
    await uploads.share(file, { ...said, channel });
    return "shared";
  } catch (error) {
    const trouble = toTrouble(error);
    logger.warn({ err: trouble, log: log.id, kind: trouble.kind }, "A whole log could not be shared");
    if (trouble.code === "file_not_found" || trouble.code === "file_deleted") return "anew";
    if (trouble.kind === "permanent") return "not taken";
    if (trouble.kind === "unknown") {
      return dueAt(held, tried, clock.nowMs() + (limits.wholeLogLooksAfterMs[0] ?? 0));
    }
    await held.save({ step: untried });
    throw error;
  }
}

async function dueAt(held: Held, step: Sharing, dueMs: number): Promise<"later"> {
  await held.save({ step, dueMs });
  return "later";
}
