// The command and the environment a job's process gets.

import { AwsError } from "../wire/aws-error.ts";
import type { Job, KeyValue } from "./job.ts";
import type { Part } from "./parts.ts";

const placeholder = /Ref::([A-Za-z0-9_-]+)/g;

export function containerCommand({ parameters }: Job, { properties }: Part): string[] {
  return (properties.command ?? []).map((word) =>
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

export function containerEnvironment(job: Job, index: number): Record<string, string> {
  const { array, layout, parts } = job;
  return {
    ...asRecord(parts[index]?.properties.environment ?? []),
    AWS_BATCH_JOB_ID: containerId(job, index),
    AWS_BATCH_JOB_ATTEMPT: String(job.attempts.length + 1),
    AWS_BATCH_JQ_NAME: job.queue.name,
    AWS_BATCH_CE_NAME: job.environment?.name ?? "",
    ...(array?.kind === "child" && {
      AWS_BATCH_JOB_ARRAY_INDEX: String(array.index),
      AWS_BATCH_JOB_ARRAY_SIZE: String(array.parent.array?.kind === "parent" ? array.parent.array.size : 0),
    }),
    ...(layout.kind === "nodes" && {
      AWS_BATCH_JOB_NODE_INDEX: String(index),
      AWS_BATCH_JOB_NUM_NODES: String(parts.length),
      AWS_BATCH_JOB_MAIN_NODE_INDEX: String(layout.main),
    }),
  };
}

/** A node's is its own. */
export function containerId({ id, layout }: Job, index: number): string {
  return layout.kind === "nodes" ? `${id}#${index}` : id;
}

function asRecord(entries: KeyValue[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value ?? ""]])),
  );
}
