/** How jobs and children that are to be stopped, or were not, are told of. */
import type { Job } from "../../domain/job/job.ts";
import type { StopLoss } from "../../domain/job/stop-loss.ts";
import type { WorkflowEngine } from "../../domain/job/workflow-engine.ts";
import type { StoppedChildren } from "../../domain/telling/notice.ts";
import { childrenWords } from "../job/children-words.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { personName } from "../people/people.ts";
import { durationWords } from "../text/duration.ts";
import { counted, grouped } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";

/** A job, or some children of an array. `ownerName`: where it is somebody else's. */
export type StopPart = { job: Job; children?: StoppedChildren; ownerName?: string };

/** What is not stopped, and why; each list may be empty. */
export type LeftOut = {
  ended: readonly StopPart[];
  /** Only their owners and managers may. */
  ownerOnly: readonly (StopPart & { ownerName: string })[];
  /** As typed; there is none, or it is another lab's. */
  missing: readonly string[];
  /** AWS has not given them an id yet, or was never asked for one: they wait for approval. */
  notKnownYet: readonly StopPart[];
  /** More than are stopped at once. `"more"`: nobody has counted them. */
  over: number | "more";
};

export function countParts(parts: readonly StopPart[]): number {
  return parts.reduce((count, { children }) => count + (children?.count ?? 1), 0);
}

/** `3 jobs and 6 children of arrays` */
export function whatWords(parts: readonly StopPart[]): Prose {
  const [only, another] = parts;
  if (only !== undefined && another === undefined) return partWords(only);
  const jobs = parts.filter(({ children }) => children === undefined).length;
  const children = countParts(parts) - jobs;
  return joined(
    [
      jobs === 0 ? undefined : say`${counted(jobs, "job")}`,
      children === 0
        ? undefined
        : say`${grouped(children)} ${children === 1 ? "child" : "children"} of arrays`,
    ],
    " and ",
  );
}

/** `align (3fa9c1d2)`; `6 children (index 3, 17–21) of align (3fa9c1d2)` */
export function partWords({ job, children }: StopPart): Prose {
  const id = jobId(job);
  const whole = say`${jobName(job)}${id && say` (${id})`}`;
  return children === undefined ? whole : say`${childrenWords(children)} of ${whole}`;
}

/** `4 have begun, the longest, align-3, 5 h 12 min ago; 5 have not started` */
export function lossWords({ started, notStarted, longest }: StopLoss): Prose {
  if (started + notStarted === 0) return say`How far they have come AWS does not say just now.`;
  if (longest === undefined)
    return notStarted === 1 ? say`It has not started.` : say`None of them has started.`;
  const ran = durationWords(longest.ranMs);
  if (started === 1 && notStarted === 0) return say`It has run ${ran}.`;
  const waiting =
    notStarted === 0
      ? undefined
      : say`; ${grouped(notStarted)} ${notStarted === 1 ? "has" : "have"} not started`;
  return started === 1
    ? say`1, ${nameOf(longest.job)}, has run ${ran}${waiting}.`
    : say`${grouped(started)} have begun; ${nameOf(longest.job)} has run longest, ${ran}${waiting}.`;
}

/** A child of an array is a job of its own: its index stands in its id. */
function nameOf(job: Job): Prose {
  const [, index] = /:(\d+)$/.exec(job.batchId ?? "") ?? [];
  return index === undefined ? jobName(job) : say`${jobName(job)} (index ${index})`;
}

/** `of`: how many of `all` that are to be stopped an engine submitted, and will again. */
export type OfEngine = { engine: WorkflowEngine; of: number; all: number };

export function engineWords(ofEngine: OfEngine | undefined): Prose | undefined {
  if (ofEngine === undefined) return undefined;
  const { engine, of, all } = ofEngine;
  const isOne = of === 1;
  const which = of < all ? say`${grouped(of)} of them ${isOne ? "belongs" : "belong"}` : undefined;
  const run = engine === "a workflow" ? engine : `a ${engine} run`;
  const it = isOne ? "it" : "them";
  const who = engine === "a workflow" ? `the engine that submitted ${it}` : engine;
  return say` ${which ?? (isOne ? "This belongs" : "They belong")} to ${run}, and ${who} will most likely submit ${it} again: to end the run, stop it where it was started.`;
}

/** One sentence for each reason. */
export function leftOutSentences(left: LeftOut): Prose[] {
  const { over } = left;
  return [
    ...reasons(left),
    ...(over === 0
      ? []
      : over === "more"
        ? [say`There are more; so many are stopped at once: ask again for the rest.`]
        : [
            say`${grouped(over)} more are left out, because so many are stopped at once: ask again for the rest.`,
          ]),
  ];
}

function reasons({ ended, ownerOnly, missing, notKnownYet }: LeftOut): Prose[] {
  const unapproved = notKnownYet.filter(({ job }) => job.state === "approval");
  const unknown = notKnownYet.filter((part) => !unapproved.includes(part));
  return [
    group(ended, (count) => (count === 1 ? "has ended already" : "have ended already")),
    ...byOwner(ownerOnly),
    group(
      unapproved,
      (count) => `${count === 1 ? "waits" : "wait"} for approval: leave the index out to withdraw all of it`,
    ),
    group(unknown, (count) => `${count === 1 ? "has" : "have"} no id in AWS yet: try again in a moment`),
    missing.length === 0
      ? undefined
      : say`I find no job ${joined(
          missing.slice(0, named).map((typed) => [code(typed, 130)]),
          ", ",
        )}${more(missing.length)} that you can see.`,
  ].filter((prose) => prose !== undefined);
}

/** So many are named. */
const named = 5;

function more(count: number): string {
  return count > named ? ` and ${grouped(count - named)} more` : "";
}

/** `align and call have ended already.` */
function group(parts: readonly StopPart[], verb: (count: number) => string): Prose | undefined {
  if (parts.length === 0) return undefined;
  return say`${namesOf(parts)} ${verb(countParts(parts))}.`;
}

export function namesOf(parts: readonly StopPart[]): Prose {
  const names = parts.slice(0, named).map(partWords);
  return say`${joined(names, ", ")}${more(parts.length)}`;
}

function byOwner(parts: LeftOut["ownerOnly"]): Prose[] {
  return [...Map.groupBy(parts, ({ ownerName }) => ownerName)].map(
    ([ownerName, ofOwner]) =>
      say`${namesOf(ofOwner)} ${countParts(ofOwner) === 1 ? "is" : "are"} ${personName(ownerName)}'s: ask them, or a manager of the lab.`,
  );
}
