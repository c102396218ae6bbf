// The command and the environment a job's process gets.

import { AwsError } from "../wire/aws-error.ts";
import type { Job, KeyValue } from "./job.ts";

const placeholder = /Ref::([A-Za-z0-9_-]+)/g;

export function containerCommand({ container, parameters }: Job): string[] {
  return (container.command ?? []).map((word) =>
    word.replace(placeholder, (whole, name: string) => parameters[name] ?? whole),
  );
}

/** Batch refuses a job whose command refers to a parameter nobody gave. */
export function checkParameters(command: string[], parameters: Record<string, string>): void {
  for (const word of command)
    for (const [, name = ""] of word.matchAll(placeholder))
      if (parameters[name] === undefined)
        throw new AwsError(
          "ClientException",
          `Unable to substitute value. No parameter found for reference ${name}`,
        );
}

export function containerEnvironment(job: Job): Record<string, string> {
  const { array } = job;
  return {
    ...asRecord(job.container.environment ?? []),
    AWS_BATCH_JOB_ID: job.id,
    AWS_BATCH_JOB_ATTEMPT: String(job.attempts.length + 1),
    AWS_BATCH_JQ_NAME: job.queue.name,
    AWS_BATCH_CE_NAME: job.environment?.name ?? "",
    ...(array?.kind === "child" && {
      AWS_BATCH_JOB_ARRAY_INDEX: String(array.index),
      AWS_BATCH_JOB_ARRAY_SIZE: String(array.parent.array?.kind === "parent" ? array.parent.array.size : 0),
    }),
  };
}

function asRecord(entries: KeyValue[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value ?? ""]])),
  );
}
