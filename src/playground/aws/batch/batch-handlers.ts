import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Handlers } from "../wire/call.ts";
import { type PageRequest, page } from "../wire/page.ts";
import { type BatchAccount, executionError, findDefinition, findQueue } from "./batch-account.ts";
import type { BatchWorld } from "./batch-world.ts";
import {
  type DescribeDefinitionsInput,
  describeDefinitions,
  type RegisterInput,
  registerDefinition,
} from "./definitions.ts";
import { describedJob } from "./job-detail.ts";
import { type ListJobsInput, listJobs } from "./list-jobs.ts";
import { findNode } from "./parts.ts";
import { environmentDetail, queueDetail } from "./queues.ts";
import { type StopInput, type StopManyInput, stopJob, stopJobs } from "./stop-job.ts";
import { type SubmitInput, submitJob } from "./submit-job.ts";
import { tagsOf } from "./tags.ts";

type Paged = { maxResults?: number; nextToken?: string };
type Tagging = { resourceArn: string; tags?: Record<string, string>; tagKeys?: string[] };

const maxDescribed = 100;

export function batchHandlers(world: BatchWorld): Handlers<"batch"> {
  const of = (caller: Caller): BatchAccount => {
    const account = world.accounts.get(caller.account);
    if (!account) throw new AwsError("AccessDeniedException", `No such account: ${caller.account}`, 403);
    return account;
  };
  return {
    SubmitJob: (input: SubmitInput, caller) => submitJob(world, of(caller), input),
    DescribeJobs: (input: { jobs?: string[] }, caller) => describeJobs(of(caller), input.jobs ?? []),
    ListJobs: (input: ListJobsInput, caller) => listJobs(of(caller), input),
    CancelJob: (input: StopInput, caller) => stopJob(world, of(caller), "cancel", input),
    TerminateJob: (input: StopInput, caller) => stopJob(world, of(caller), "terminate", input),
    CancelJobs: (input: StopManyInput, caller) => stopJobs(world, of(caller), "cancel", input),
    TerminateJobs: (input: StopManyInput, caller) => stopJobs(world, of(caller), "terminate", input),
    RegisterJobDefinition: (input: RegisterInput, caller) => {
      const { name, arn, revision } = registerDefinition(of(caller), input);
      return { jobDefinitionName: name, jobDefinitionArn: arn, revision };
    },
    DeregisterJobDefinition: (input: { jobDefinition?: string }, caller) => {
      findDefinition(of(caller), input.jobDefinition ?? "").status = "INACTIVE";
      return {};
    },
    DescribeJobDefinitions: (input: DescribeDefinitionsInput, caller) =>
      describeDefinitions(of(caller), input),
    DescribeJobQueues: (input: Paged & { jobQueues?: string[] }, caller) => {
      const found = named([...of(caller).queues.values()], input.jobQueues);
      const { items, nextToken } = page(found, pageRequest(input));
      return { jobQueues: items.map(queueDetail), nextToken };
    },
    DescribeComputeEnvironments: (input: Paged & { computeEnvironments?: string[] }, caller) => {
      const found = named([...of(caller).environments.values()], input.computeEnvironments);
      const { items, nextToken } = page(found, pageRequest(input));
      return { computeEnvironments: items.map(environmentDetail), nextToken };
    },
    GetJobQueueSnapshot: (input: { jobQueue: string }, caller) => snapshot(of(caller), input.jobQueue),
    ListTagsForResource: (input: Tagging, caller) => ({ tags: tagsOf(of(caller), input.resourceArn) }),
    TagResource: (input: Tagging, caller) => {
      Object.assign(tagsOf(of(caller), input.resourceArn), input.tags);
      return {};
    },
    UntagResource: (input: Tagging, caller) => {
      const tags = tagsOf(of(caller), input.resourceArn);
      for (const key of input.tagKeys ?? []) delete tags[key];
      return {};
    },
  };
}

/** Unknown ids are left out silently. */
function describeJobs({ jobs }: BatchAccount, ids: string[]): unknown {
  if (ids.length > maxDescribed)
    throw executionError(`Maximum number of jobs supported is  ${maxDescribed} .`);
  return {
    jobs: [...new Set(ids)].flatMap((id) => jobs.get(id) ?? findNode(jobs, id) ?? []).map(describedJob),
  };
}

function named<T extends { name: string; arn: string }>(all: T[], wanted: string[] | undefined): T[] {
  if (!wanted || wanted.length === 0) return all;
  return all.filter(({ name, arn }) => wanted.includes(name) || wanted.includes(arn));
}

function pageRequest({ maxResults = maxDescribed, nextToken }: Paged): PageRequest {
  return { size: Math.min(maxResults, maxDescribed), token: nextToken, invalidCode: "ClientException" };
}

/** The first hundred RUNNABLE jobs, in the order they will start. */
function snapshot(account: BatchAccount, jobQueue: string): unknown {
  const front = [...findQueue(account, jobQueue).waiting].slice(0, 100);
  return {
    frontOfQueue: {
      jobs: front.map(({ arn, runnableAt }) => ({ jobArn: arn, earliestTimeAtPosition: runnableAt })),
      lastUpdatedAt: Date.now(),
    },
  };
}
