/**
 * What a job was given, as far as AWS still knows it: the values that are not kept here. Read when the job is run again,
 * under the name of who asks, and handed on to AWS; never kept, never shown.
 */
import { z } from "zod";
import { indexVariable, sizeVariable, unwrapped } from "../array/old-indexes.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import type { NamedValue } from "./submission.ts";

export type GivenBefore = {
  /** Without what would tell a program its old index. */
  command?: readonly string[];
  /** Neither Batch's own variables, nor those that are the definition's and were left as they are. */
  environment: readonly NamedValue[];
  /** Those of the definition among them. */
  parameters: Readonly<Record<string, string>>;
  tags: readonly NamedValue[];
  shareIdentifier?: string;
  dependsOn: readonly { jobId?: string; type?: "N_TO_N" | "SEQUENTIAL" }[];
};

const text = z.string().optional().catch(undefined);
const texts = z.record(z.string(), z.string()).optional().catch(undefined);

const shape = z.object({
  container: z
    .object({
      command: z.array(z.string()).optional().catch(undefined),
      environment: z
        .array(z.object({ name: text, value: text }))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  parameters: texts,
  tags: texts,
  shareIdentifier: text,
  dependsOn: z
    .array(z.object({ jobId: text, type: z.enum(["N_TO_N", "SEQUENTIAL"]).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});

/** `detail`: AWS's whole answer about the job. */
export function readGivenBefore(detail: unknown, definition: JobDefinition | undefined): GivenBefore {
  const { container, parameters = {}, tags = {}, shareIdentifier, dependsOn = [] } = shape.parse(detail);
  const command = container?.command;
  return {
    ...(command === undefined || command.length === 0 ? {} : { command: unwrapped(command) }),
    environment: (container?.environment ?? [])
      .map(({ name = "", value = "" }) => ({ name, value }))
      .filter(({ name, value }) => isOwn(name) && definition?.environment?.[name] !== value),
    parameters,
    tags: Object.entries(tags)
      .filter(([name]) => !/^(batchmate:|aws:|resourceArn$)/.test(name))
      .map(([name, value]) => ({ name, value })),
    ...(shareIdentifier === undefined ? {} : { shareIdentifier }),
    dependsOn: dependsOn.map(({ jobId, type }) => ({
      ...(jobId === undefined ? {} : { jobId }),
      ...(type === undefined ? {} : { type }),
    })),
  };
}

/** Batch's own variables can not be given, and ours are made anew. */
function isOwn(name: string): boolean {
  return name !== "" && !name.startsWith("AWS_BATCH") && name !== indexVariable && name !== sizeVariable;
}
