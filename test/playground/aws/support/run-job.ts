// Submitting jobs and waiting for what becomes of them.

import {
  DescribeJobsCommand,
  type JobDetail,
  SubmitJobCommand,
  type SubmitJobCommandInput,
} from "@aws-sdk/client-batch";
import type { BusEvent } from "../../../../src/playground/aws/events/bus-event.ts";
import type { Lab } from "./local-lab.ts";

export async function submit(lab: Lab, input: Partial<SubmitJobCommandInput>): Promise<string> {
  const { jobId } = await lab.batch.send(
    new SubmitJobCommand({ jobName: "a-job", jobQueue: "default", jobDefinition: "hello", ...input }),
  );
  return jobId ?? "";
}

/** Submits a line of shell. */
export function submitScript(
  lab: Lab,
  script: string,
  input: Partial<SubmitJobCommandInput> = {},
): Promise<string> {
  return submit(lab, { jobDefinition: "shell", parameters: { script }, ...input });
}

export async function describe(lab: Lab, jobId: string): Promise<JobDetail> {
  const { jobs = [] } = await lab.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs;
  if (!job) throw new Error(`no job ${jobId}`);
  return job;
}

export async function whenStatus(lab: Lab, jobId: string, ...statuses: string[]): Promise<JobDetail> {
  await lab.aws.waitUntil(() => statuses.includes(String(lab.aws.job(jobId)?.status)));
  return describe(lab, jobId);
}

export function whenDone(lab: Lab, jobId: string): Promise<JobDetail> {
  return whenStatus(lab, jobId, "SUCCEEDED", "FAILED");
}

export function eventsOf(lab: Lab, jobId: string): BusEvent[] {
  return lab.aws.events().filter(({ detail }) => detail.jobId === jobId);
}

export function statusesOf(lab: Lab, jobId: string): unknown[] {
  return eventsOf(lab, jobId).map(({ detail }) => detail.status);
}
