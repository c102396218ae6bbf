import type { JobLevel } from "../../domain/telling/setting.ts";
import { settingsOfJob } from "../../messages/settings/settings-of.ts";
import { type Answer, toMe } from "../answer.ts";
import type { StepTarget } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import type { LevelWish } from "../kinds/tellings.ts";
import { findJob } from "../looking/find-job.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { watchJob } from "./watch-job.ts";

/** What is told of one job. */
export async function setJob(
  request: Request,
  { job: ref, level }: { job: JobRef | undefined; level: LevelWish | undefined },
): Promise<Answer> {
  if (level !== undefined) return tellOf(request, ref, level);
  const found = await findJob(request, { ref, action: "see", several: "newest" });
  if ("answer" in found) return found.answer;
  const own = await request.services.store.settings.ofJob(found.job.id);
  return toMe(settingsOfJob(found.job, own === undefined ? {} : { own }));
}

/** Buttons and menus of cards. */
export const jobSteps = {
  watch: watchJob,
  mute: (request: Request, target: StepTarget) => tellOf(request, pressedOn(target), "mute"),
  unmute: (request: Request, target: StepTarget) => tellOf(request, pressedOn(target), "default"),
};

function pressedOn({ value }: StepTarget): JobRef {
  return { kind: "id", id: value };
}

async function tellOf(request: Request, ref: JobRef | undefined, level: LevelWish): Promise<Answer> {
  const { services, member, nowMs } = request;
  const lineFor = (job: JobRef) => `settings --job ${job.kind === "id" ? job.id : ""} --level ${level}`;
  const found = await findJob(request, { ref, action: "tell", lineFor, several: "ask" });
  if ("answer" in found) return found.answer;
  const { job } = found;
  const own: JobLevel | undefined = level === "default" ? undefined : level;
  await services.store.transaction(async (tables) => {
    await tables.settings.setJob(job.id, own, { by: member.id, atMs: nowMs });
    const about = { pi: job.pi, job: job.batchId ?? job.id };
    await note(request, tables, { ...about, outcome: "done", detail: { deed: "told", level } });
  });
  return toMe(settingsOfJob(job, { isSaved: true, ...(own === undefined ? {} : { own }) }));
}
