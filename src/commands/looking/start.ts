import { isEnded } from "../../domain/job/job-state.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { startPage } from "../../messages/job/start-page.ts";
import { type Answer, toMe } from "../answer.ts";
import { pausesToShow } from "../people/paused.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request } from "../request.ts";

/** The slash command alone: the asker's own jobs, and where to begin. */
export async function showStart(request: Request): Promise<Answer> {
  const { member, services } = request;
  const { pis } = services.labs();
  if (member.memberships.length === 0 && !member.isAdmin) {
    return toStranger(request);
  }
  const mine = { pis: visiblePis(member, pis.keys()), owner: member.id };
  const jobs = await services.store.jobs.list({ ...mine, limit: looksAt });
  return toMe(
    startPage({
      running: jobs.filter((job) => !isEnded(job.state)),
      recent: jobs.filter((job) => isEnded(job.state)).slice(0, shown),
      paused: await pausesToShow(request),
    }),
  );
}

const looksAt = 50;
const shown = 5;
