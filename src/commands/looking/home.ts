import type { PiName } from "../../domain/ids.ts";
import { isEnded, type State, states } from "../../domain/job/job-state.ts";
import { visiblePis } from "../../domain/people/member.ts";
import { homePage, type LabAtWork } from "../../messages/job/home-page.ts";
import { type Answer, toMe } from "../answer.ts";
import { pausesToShow } from "../people/paused.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request, Services } from "../request.ts";

/** Of one's own jobs under way, and of a lab's: more are not counted. */
const ownAtMost = 50;
const labAtMost = 500;
const recentAtMost = 5;

/** The Home tab: the asker's own jobs, and what their labs are at. */
export async function showHome(request: Request): Promise<Answer> {
  const { member, services, nowMs } = request;
  if (member.memberships.length === 0 && !member.isAdmin) return toStranger(request);
  const { jobs } = services.store;
  const mine = { pis: visiblePis(member, services.labs().pis.keys()), owner: member.id };
  const [running, recent, labs] = await Promise.all([
    jobs.list({ ...mine, states: unended, limit: ownAtMost + 1 }),
    jobs.list({ ...mine, states: ended, limit: recentAtMost }),
    Promise.all(member.memberships.map(({ pi }) => atWork(services, pi))),
  ]);
  return toMe(
    homePage({
      running: running.slice(0, ownAtMost),
      ...(running.length > ownAtMost ? { isMore: true } : {}),
      recent,
      labs,
      paused: await pausesToShow(request),
      nowMs,
    }),
  );
}

const unended = states.filter((state) => !isEnded(state));
const ended = states.filter((state) => isEnded(state));
const inContainers: readonly State[] = ["starting", "running"];

async function atWork({ store }: Services, pi: PiName): Promise<LabAtWork> {
  const found = await store.jobs.list({ pis: [pi], states: unended, limit: labAtMost + 1 });
  const jobs = found.slice(0, labAtMost);
  const running = jobs.filter(({ state }) => inContainers.includes(state)).length;
  return {
    pi,
    running,
    waiting: jobs.length - running,
    people: new Set(jobs.map(({ owner }) => owner)).size,
    ...(found.length > labAtMost ? { isMore: true } : {}),
  };
}
