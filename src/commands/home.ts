import type { PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isEnded, type State, states } from "../domain/job-state.ts";
import { visiblePis } from "../domain/member.ts";
import { homePage, type LabAtWork } from "../messages/home-page.ts";
import { type Answer, toMe } from "./answer.ts";
import type { Request } from "./request.ts";
import { toStranger } from "./to-stranger.ts";

const looksAt = 50;
const recentAtMost = 5;
/** More jobs of the labs than this are not counted. */
const countsAtMost = 500;

/** The Home tab: the asker's own jobs, and what their labs are at. */
export async function showHome({ member, services, nowMs }: Request): Promise<Answer> {
  if (member.memberships.length === 0 && !member.isAdmin) return toStranger(services);
  const { jobs } = services.store;
  const pis = visiblePis(member, services.labs().pis.keys());
  const mine = { pis, owner: member.id };
  const [running, latest, underWay] = await Promise.all([
    jobs.list({ ...mine, states: unended, limit: looksAt }),
    jobs.list({ ...mine, states: ended, limit: recentAtMost }),
    jobs.list({ pis: member.memberships.map(({ pi }) => pi), states: unended, limit: countsAtMost }),
  ]);
  const labs = member.memberships.map(({ pi }) => atWork(pi, underWay));
  return toMe(homePage({ running, recent: latest, labs, nowMs }));
}

const unended = states.filter((state) => !isEnded(state));
const ended = states.filter((state) => isEnded(state));
const inContainers: readonly State[] = ["starting", "running"];

function atWork(pi: PiName, underWay: readonly Job[]): LabAtWork {
  const jobs = underWay.filter((job) => job.pi === pi);
  const running = jobs.filter(({ state }) => inContainers.includes(state)).length;
  return {
    pi,
    running,
    waiting: jobs.length - running,
    people: new Set(jobs.map(({ owner }) => owner)).size,
    ...(underWay.length === countsAtMost ? { isMore: true } : {}),
  };
}
