import type { LocalAws } from "../aws/local-aws.ts";

/** A job as far as a scenario looks at it. */
export type SeenJob = {
  jobId: string;
  jobName: string;
  createdAt: number;
  status: string;
  attempts: unknown[];
};

export type Wanted = {
  name: string;
  accounts: readonly string[];
  sinceMs: number;
  /** The ids of jobs that other runs have found. */
  claimed: ReadonlySet<string>;
};

/**
 * The first job submitted under that name since then that nobody has claimed: two runs of one scenario each see their
 * own. The bot sends `{who}-{name}-{six letters}`.
 */
export function jobNamed(aws: LocalAws, { name, accounts, sinceMs, claimed }: Wanted): SeenJob | undefined {
  const ending = new RegExp(`^(?:[a-z0-9]+-)?${name}-[a-z0-9]{6}$`);
  return (accounts.flatMap(aws.jobs) as SeenJob[]).find(
    ({ jobId, jobName, createdAt }) =>
      createdAt >= sinceMs && !claimed.has(jobId) && !jobId.includes(":") && ending.test(jobName),
  );
}
