import type { SubmitJobCommandInput } from "@aws-sdk/client-batch";
import type { Clock } from "../../src/lifecycle/clock.ts";
import { type BatchJob, detailOf, isOver } from "./batch-job.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { type JobLives, live, terminate } from "./job-lives.ts";

export type Aws = ReturnType<typeof openAws>;

export type AwsOptions = {
  clock: Clock;
  chance: Chance;
  faults: Faults;
  tempo: number;
  onChange(job: BatchJob, detail: Record<string, unknown>): void;
};

/** Batch in all accounts, as it truly is, whatever the bot was told. */
export function openAws({ clock, chance, faults, tempo, onChange }: AwsOptions) {
  const jobs = new Map<string, BatchJob>();
  /** Ids of jobs for which TerminateJob was taken, with each reason. */
  const terminated: { account: string; id: string; reason: string; atMs: number }[] = [];
  const lives: JobLives = { clock, chance, tempo, onChange: (job) => onChange(job, detailOf(job)) };

  const create = (account: string, request: SubmitJobCommandInput, id: string): BatchJob => ({
    account,
    id,
    request,
    createdAtMs: clock.nowMs(),
    listedFromMs:
      clock.nowMs() + (faults.strikes("ListJobs lags by a minute") ? 60_000 : chance.between(0, 3_000)),
    describedFromMs:
      clock.nowMs() + (faults.strikes("DescribeJobs lags by a minute") ? 60_000 : chance.between(0, 500)),
    status: "SUBMITTED",
    attempts: [],
    isTerminated: false,
    children: [],
  });

  return {
    jobs: (): BatchJob[] => [...jobs.values()],
    terminated,
    isQuiet: (): boolean => [...jobs.values()].every(isOver),

    submit(account: string, request: SubmitJobCommandInput): string {
      const id = uuid(chance);
      const job = create(account, request, id);
      const { size = 0 } = request.arrayProperties ?? {};
      for (let index = 0; index < size; index++)
        job.children.push({ ...create(account, request, `${id}:${index}`), index });
      jobs.set(`${account} ${id}`, job);
      live(lives, job);
      return id;
    },

    find(account: string, id: string): BatchJob | undefined {
      const [parentId = "", index] = id.split(":");
      const parent = jobs.get(`${account} ${parentId}`);
      return index === undefined ? parent : parent?.children[Number(index)];
    },

    terminate(account: string, id: string, reason: string): void {
      terminated.push({ account, id, reason, atMs: clock.nowMs() });
      const job = this.find(account, id);
      if (job !== undefined) terminate(lives, job, reason);
    },
  };
}

function uuid(chance: Chance): string {
  const part = (length: number) => Array.from({ length }, () => chance.between(0, 15).toString(16)).join("");
  return [8, 4, 4, 4, 12].map(part).join("-");
}
