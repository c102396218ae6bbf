import type { Actor } from "../aws/accounts.ts";
import type { JobLogs } from "../aws/job-logs.ts";
import type { BatchJobs } from "../aws/jobs.ts";
import { consoleLink } from "../domain/console-link.ts";
import type { Job } from "../domain/job/job.ts";
import type { WholeLog } from "../domain/logs/whole-log.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Chance } from "../lifecycle/chance.ts";
import { maskLabWords } from "../logs/lab-words.ts";
import { maskSaid } from "../messages/logs/mask-said.ts";
import type { Posts } from "../slack/posts.ts";
import type { Uploads } from "../slack/upload.ts";
import type { TellOptions } from "./tell.ts";

/** What whole logs are gathered and sent with. */
export type WholeLogsOptions = TellOptions & {
  labs(): Labs;
  batch: Pick<BatchJobs, "describe">;
  jobLogs(actor: Actor): JobLogs;
  uploads: Uploads;
  posts: Pick<Posts, "directChannel">;
  /** Whether the person may still read what they asked for. */
  mayRead(log: WholeLog): Promise<boolean>;
  /** Where there is room for what was gathered. */
  folder: string;
  chance: Chance;
};

/** The last look at what is said of it: a name may hold what the lab has masked in its logs. */
export function masked<T>({ labs }: WholeLogsOptions, { pi }: Pick<WholeLog, "pi">, said: T): T {
  return maskSaid(said, maskLabWords([labs().pis.get(pi)]));
}

/** The job's page in the AWS console, where there is one. */
export function consoleOf({ labs }: WholeLogsOptions, job: Job): { consoleLink?: string } {
  const { institute, pis } = labs();
  const link = consoleLink(job, institute, pis.get(job.pi)?.role);
  return link === undefined ? {} : { consoleLink: link };
}
