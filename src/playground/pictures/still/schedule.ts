/** When each message of the story stands there, and when each of its jobs was what. */
import { type Item, itemsOf, type SceneState } from "./scene-state.ts";
import { jobNamedIn, type Life, lifeFrom, type Story } from "./story.ts";

export type Schedule = {
  /** By the message's own time; never two at the same. */
  atMs(ts: string): number;
  life(job: string | undefined): Life | undefined;
  /** The job a message is about. */
  jobOf(item: Item): string | undefined;
  /** When the last thing happened. */
  endsAtMs: number;
};

const answerTakesMs = 20_000;
const leastGapMs = 1000;

export function scheduleOf(state: SceneState, story: Story): Schedule {
  const lives = new Map<string, Life>();
  const times = new Map<string, number>();
  const jobs = new Map<string, string>();
  let lastMs = story.startsAtMs;
  for (const item of itemsOf(state)) {
    const job = jobs.get(item.threadTs ?? "") ?? jobNamedIn(item.text, story);
    const atMs = Math.max(
      occasionOf(item, lives.get(job ?? "")) ?? lastMs + answerTakesMs,
      lastMs + leastGapMs,
    );
    times.set(item.ts, atMs);
    lastMs = atMs;
    if (job === undefined) continue;
    jobs.set(item.ts, job);
    const pace = story.jobs[job];
    if (pace !== undefined && !lives.has(job)) lives.set(job, lifeFrom(atMs, pace));
  }
  return {
    atMs: (ts) => times.get(ts) ?? lastMs,
    life: (job) => (job === undefined ? undefined : lives.get(job)),
    jobOf: ({ ts }) => jobs.get(ts),
    endsAtMs: lastMs,
  };
}

/** Only what is told in a thread happens at its job's own time. */
function occasionOf({ threadTs, id, text }: Item, life: Life | undefined): number | undefined {
  if (threadTs === undefined || id !== undefined || life === undefined) return undefined;
  if (/^\S+ started\b/.test(text)) return life.startedMs;
  return /\b(succeeded|failed|was stopped)\b/.test(text) ? life.endedMs : undefined;
}
