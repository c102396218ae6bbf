import { consoleLink } from "../domain/console-link.ts";
import { limits } from "../domain/limits.ts";
import { visiblePis } from "../domain/member.ts";
import { failureOf } from "../domain/notices-of.ts";
import { recentJobs } from "../messages/list-page.ts";
import { statusOf } from "../messages/status-of.ts";
import { type Answer, toMe } from "./answer.ts";
import { command } from "./command.ts";
import { findJob } from "./find-job.ts";
import { jobRef } from "./kinds/job-ref.ts";
import { refreshJob } from "./refresh-job.ts";
import { type Request, stopperOf } from "./request.ts";

export const status = command({
  verb: "status",
  aliases: ["show", "info", "describe", "st", "why"],
  summary: "Show how a job is, fresh from AWS; without a job, your recent ones",
  args: { job: jobRef("The job: an id, its first letters, a name, or a console link.") },
  options: {},
  examples: ["status", "status 3fa9", "status align-NA12878", "why 3fa9"],
  access: "see",
  run: async (request, { job: ref }) => {
    if (ref === undefined && request.invocation.where.threadTs === undefined) return recent(request);
    const found = await findJob(request, { ref, action: "see", rest: "", several: "newest" });
    if ("answer" in found) return found.answer;
    const { services } = request;
    const { job, stale } = await refreshJob(request, found.job);
    services.changed();
    const labs = services.labs();
    const link = consoleLink(job, labs.institute, labs.pis.get(job.pi)?.role);
    return toMe(
      statusOf(job, {
        ownerName: await services.nameOf(job.owner, job.hutchnet),
        ...(await stopperOf(services, job)),
        ...(link === undefined ? {} : { consoleLink: link }),
        ...(job.state === "failed" ? { failure: failureOf(job) } : {}),
        ...(stale === undefined ? {} : { stale }),
      }),
    );
  },
});

async function recent({ member, services }: Request): Promise<Answer> {
  const pis = visiblePis(member, services.labs().pis.keys());
  return toMe(recentJobs(await services.store.jobs.list({ pis, owner: member.id, limit: limits.listPage })));
}
