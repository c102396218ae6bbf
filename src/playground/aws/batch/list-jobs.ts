// ListJobs: one queue or one array, one status or one filter, newest first, in pages.

import { AwsError } from "../wire/aws-error.ts";
import { readToken, writeToken } from "../wire/page.ts";
import { type BatchAccount, findQueue } from "./batch-account.ts";
import { type Job, jobStatuses } from "./job.ts";
import { jobSummary } from "./job-detail.ts";
import { nodesOf } from "./parts.ts";

export type ListJobsInput = {
  jobQueue?: string;
  arrayJobId?: string;
  multiNodeJobId?: string;
  jobStatus?: string;
  maxResults?: number;
  nextToken?: string;
  filters?: { name?: string; values?: string[] }[];
};

const pageSizes = { filtered: 100, plain: 1000 };

export function listJobs(account: BatchAccount, input: ListJobsInput): unknown {
  const isFiltered = (input.filters ?? []).length > 0;
  const largest = isFiltered ? pageSizes.filtered : pageSizes.plain;
  const size = Math.min(input.maxResults ?? largest, largest);
  const before = input.nextToken === undefined ? undefined : readToken(input.nextToken, "ClientException");
  const accepts = condition(input);
  const found: Job[] = [];
  for (const job of candidates(account, input)) {
    if (before !== undefined && job.serial >= before) continue;
    if (accepts(job)) found.push(job);
    if (found.length > size) break;
  }
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    jobSummaryList: page.map(jobSummary),
    ...(found.length > size && last && { nextToken: writeToken(last.serial) }),
  };
}

function candidates(account: BatchAccount, input: ListJobsInput): Job[] {
  const { jobQueue, arrayJobId, multiNodeJobId } = input;
  const given = [jobQueue, arrayJobId, multiNodeJobId].filter((value) => value !== undefined);
  if (given.length !== 1)
    throw new AwsError(
      "ClientException",
      "Exactly one of jobQueue, arrayJobId and multiNodeJobId must be specified.",
    );
  if (jobQueue !== undefined) {
    const queue = findQueue(account, jobQueue);
    return [...account.jobs.values()]
      .filter((job) => job.queue === queue && job.array?.kind !== "child")
      .reverse();
  }
  if (input.filters?.length) throw new AwsError("ClientException", "filters cannot be used with child jobs.");
  const whole = account.jobs.get(multiNodeJobId ?? "");
  // All have the number of their job: a page holds them all.
  if (whole !== undefined) return nodesOf(whole);
  const array = account.jobs.get(arrayJobId ?? "")?.array;
  return array?.kind === "parent" ? [...array.children].reverse() : [];
}

function condition({ filters = [], jobStatus }: ListJobsInput): (job: Job) => boolean {
  if (jobStatus !== undefined && !jobStatuses.some((status) => status === jobStatus))
    throw new AwsError("ClientException", `Invalid job status ${jobStatus}.`);
  const [filter, second] = filters;
  if (!filter) return (job) => job.status === (jobStatus ?? "RUNNING");
  if (second) throw new AwsError("ClientException", "Only one filter can be used at a time.");
  const tests = (filter.values ?? []).map((value) => filterTest(filter.name ?? "", value));
  const mustHave = filter.name === "SHARE_IDENTIFIER" ? jobStatus : undefined;
  return (job) => tests.some((test) => test(job)) && (mustHave === undefined || job.status === mustHave);
}

function filterTest(name: string, value: string): (job: Job) => boolean {
  switch (name) {
    case "JOB_NAME":
      return (job) => glob(value.toLowerCase(), job.name.toLowerCase());
    case "JOB_DEFINITION":
      return (job) =>
        value.startsWith("arn:") ? job.definition.arn === value : glob(value, job.definition.name);
    case "BEFORE_CREATED_AT":
      return (job) => job.createdAt < Number(value);
    case "AFTER_CREATED_AT":
      return (job) => job.createdAt > Number(value);
    case "SHARE_IDENTIFIER":
      return (job) => job.shareIdentifier === value;
    default:
      throw new AwsError("ClientException", `Invalid filter name ${name}.`);
  }
}

function glob(pattern: string, text: string): boolean {
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
