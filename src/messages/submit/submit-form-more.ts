/** What can be set besides what to run: each with a plain sentence, and what counts where it is left empty. */
import type { InputBlock } from "@slack/types";
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { ComputeEnvironment, JobQueue } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import { sizeWords } from "../job/size.ts";
import { durationWords } from "../text/duration.ts";
import { menuField, searchField, textField } from "../text/form.ts";
import { grouped } from "../text/numbers.ts";
import type { SubmitFormView } from "./submit-form.ts";

export function moreFields(view: SubmitFormView): InputBlock[] {
  const { definition, texts, takesCommand, queues = [] } = view;
  const line = lineOf(view);
  return [
    queueField(view),
    ...(takesCommand || has(texts.command) ? [line("command", commandWords(definition))] : []),
    line("vcpus", {
      label: "vCPUs",
      hint: withDefault(
        definition,
        (of) => grouped(of.size.vcpus),
        "More only help a program that runs in parallel.",
      ),
      placeholder: "e.g. 4",
      redraws: true,
    }),
    line("memory", {
      label: "Memory",
      hint: withDefault(definition, memoryOf, "With its unit: 4G, 512M."),
      placeholder: "e.g. 16G",
      redraws: true,
    }),
    line("gpus", {
      label: "GPUs",
      hint: withDefault(
        definition,
        (of) => (of.size.gpus === 0 ? "none" : grouped(of.size.gpus)),
        "Only on a queue with such machines.",
      ),
      placeholder: "e.g. 1",
      redraws: true,
    }),
    line("env", {
      label: "Environment",
      hint: "One NAME=value a line, readable by everybody who may see the job: no passwords. Not kept for the next time.",
      placeholder: "e.g. MODE=full",
      lines: true,
    }),
    line("array", {
      label: "Array",
      hint: "Left empty: one job. A number runs so many copies, with AWS_BATCH_JOB_ARRAY_INDEX counting from 0.",
      placeholder: "e.g. 100",
      redraws: true,
    }),
    line("attempts", {
      label: "Attempts",
      hint: withDefault(
        definition,
        (of) => grouped(of.attempts),
        `How often to try, 1 to ${limits.attempts}.`,
      ),
      placeholder: "e.g. 3",
    }),
    retryField(view),
    line("timeout", {
      label: "Time limit",
      hint: timeoutHint(view),
      placeholder: "e.g. 6h",
    }),
    dependencyField(view),
    ...(has(texts.param)
      ? [
          line("param", {
            label: "Other parameters",
            hint: "One name=value a line; the definition's command does not name them.",
            lines: true,
          }),
        ]
      : []),
    ...(has(texts.shareId) || queues.some(({ fairShare }) => fairShare)
      ? [
          line("shareId", {
            label: "Share identifier",
            hint: "Only on a queue that shares its machines by such names.",
            placeholder: "SHARE",
          }),
        ]
      : []),
    ...(has(texts.script)
      ? [line("script", { label: "Script in S3", hint: "It is fetched and run; the command goes to it." })]
      : []),
    ...(has(texts.tag) ? [line("tag", { label: "Tags", hint: "One name=value a line.", lines: true })] : []),
  ];
}

/** `redraws`: what the form says of price and yes depends on it. */
type Line = { label: string; hint: string; placeholder?: string; lines?: true; redraws?: true };

function lineOf({ texts, of }: Pick<SubmitFormView, "texts" | "of">) {
  return (key: string, line: Line): InputBlock =>
    textField({
      ...line,
      key,
      ...(of === undefined ? {} : { of }),
      value: (texts[key] ?? []).join("\n"),
      maxLength: longestText,
      optional: true,
    });
}

/** Slack's, for one field. */
export const longestText = 3000;

function has(texts: readonly string[] | undefined): boolean {
  return texts !== undefined && texts.length > 0;
}

export function queueField(view: Pick<SubmitFormView, "queues" | "texts" | "of">): InputBlock {
  const { queues, texts, of } = view;
  const chosen = texts.queue?.[0] ?? "";
  const field = {
    key: "queue",
    ...(of === undefined ? {} : { of }),
    label: "Queue",
    optional: true as const,
    redraws: true as const,
  };
  if (queues === undefined || queues.length === 0)
    return lineOf(view)("queue", {
      label: "Queue",
      hint: "AWS does not tell now which there are. Left empty: the usual one.",
      placeholder: "default",
    });
  return menuField({
    ...field,
    hint: "Which machines the job waits for.",
    options: queues.map((queue) => ({ value: queue.name, label: queue.name, about: queueWords(queue) })),
    chosen,
  });
}

function queueWords({ enabled, valid, environments }: JobQueue): string {
  if (!enabled) return "disabled: takes no jobs now";
  if (!valid) return "not valid at the moment";
  const kinds = [...new Set(environments.map(({ kind }) => kindWords[kind]))].join(", ");
  const most = Math.max(0, ...environments.map(({ maxVcpus }) => maxVcpus ?? 0));
  return (
    [kinds, ...(most > 0 ? [`up to ${grouped(most)} vCPUs`] : [])].filter((part) => part !== "").join(", ") ||
    "–"
  );
}

const kindWords: Readonly<Record<ComputeEnvironment["kind"], string>> = {
  EC2: "on demand",
  SPOT: "spot",
  FARGATE: "Fargate",
  FARGATE_SPOT: "Fargate spot",
  EKS: "Kubernetes",
  unmanaged: "the lab's own machines",
};

function commandWords(definition: JobDefinition | undefined): Line {
  const own = definition?.command?.join(" ");
  return {
    label: "Command",
    hint: `Left empty: ${own === undefined ? "the definition's own" : own}. With a pipe, a $ or several lines, /bin/sh runs it.`,
    placeholder: "python run.py --sample NA12878",
    lines: true,
  };
}

function withDefault(
  definition: JobDefinition | undefined,
  words: (definition: JobDefinition) => string,
  sentence: string,
): string {
  if (definition === undefined) return `${sentence} Left empty: as the definition says.`;
  return `${sentence} Left empty: ${words(definition)}, as in ${definition.name}:${definition.revision}.`;
}

function memoryOf({ size }: JobDefinition): string {
  return sizeWords({ ...size, gpus: 0 }).split(", ")[1] ?? "";
}

function timeoutHint({ definition, longestHours }: SubmitFormView): string {
  const seconds = definition?.timeoutSeconds;
  const none = longestHours === undefined ? "no limit" : `${longestHours} h, the longest that the lab allows`;
  const left = seconds === undefined ? none : `${durationWords(seconds * 1000)}, as in the definition`;
  return `An attempt that runs longer is stopped: 90m, 6h, 2d. Left empty: ${left}.`;
}

function retryField({ texts, of }: SubmitFormView): InputBlock {
  return menuField({
    key: "retryOn",
    ...(of === undefined ? {} : { of }),
    label: "Try again after",
    hint: "Counts where there is more than one attempt.",
    options: [
      { value: "spot", label: "AWS has taken the machine back" },
      { value: "any", label: "any failure" },
    ],
    chosen: texts.retryOn?.[0] ?? "spot",
    optional: true,
  });
}

function dependencyField({ texts, of }: SubmitFormView): InputBlock {
  return searchField({
    key: "dependsOn",
    ...(of === undefined ? {} : { of }),
    label: "Wait for other jobs",
    hint: "It starts once all of these have succeeded. Left empty: it waits for nothing.",
    placeholder: "Choose from your recent jobs",
    chosen: (texts.dependsOn ?? []).map((value) => ({ value, label: value })),
    most: limits.dependencies,
    optional: true,
  });
}
