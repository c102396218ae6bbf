/** What really happened is told again at the pace of a working day, the same at every telling. */

/** How long a job waited, and then ran. */
export type Pace = { waitedSec: number; ranSec: number };

export type Story = {
  /** When the first thing in it happens. */
  startsAtMs: number;
  /** By the names of the jobs; what they are called in the picture is what they were called. */
  jobs: Readonly<Record<string, Pace>>;
};

/** When the things of one job happened, in the story. */
export type Life = { submittedMs: number; startedMs: number; endedMs: number };

export function lifeFrom(submittedMs: number, { waitedSec, ranSec }: Pace): Life {
  const startedMs = submittedMs + waitedSec * 1000;
  return { submittedMs, startedMs, endedMs: startedMs + ranSec * 1000 };
}

/** The first of the jobs that is named in the text. */
export function jobNamedIn(text: string, story: Story): string | undefined {
  const words = new Set(text.split(/[\s*(),;:]+/));
  return Object.keys(story.jobs).find((name) => words.has(name));
}
