/** Whether a job fits the machines of a queue: what does not would wait for ever, and nobody would say so. */

import type { JobDefinition } from "../job/job-definition.ts";
import type { ComputeEnvironment, JobQueue } from "../job/job-queue.ts";
import type { JobSize } from "../job/report.ts";
import { fitFargate } from "./fargate.ts";
import { type Machine, machineOf, mayHaveGpus } from "./machines.ts";
import { type SubmissionProblem, under } from "./submission-problem.ts";

/** Everything that does not fit, a sentence each, with the nearest that does. */
export function sizeProblems(
  size: JobSize,
  { queue, definition }: { queue: JobQueue; definition: JobDefinition },
): SubmissionProblem[] {
  const usable = queue.environments.filter((environment) => environment.enabled && environment.valid);
  if (usable.length === 0) {
    return queue.enabled && queue.valid
      ? under("queue", [`Queue ${queue.name} has no compute environment that works at the moment.`])
      : [];
  }
  const otherKind = kindFits(definition, usable, queue);
  if (otherKind.length > 0) return otherKind;
  if (usable.every(isFargate)) return fargateFits(size, queue);
  const machines = usable.filter((environment) => !isFargate(environment)).flatMap(machinesOf);
  const wrong = [
    ...vcpusFit(size.vcpus, machines, queue),
    ...memoryFits(size.memoryMiB, machines, queue),
    ...gpusFit(size.gpus, machines, queue),
  ];
  // A queue with Fargate too takes there what fits no machine.
  if (usable.some(isFargate) && fargateFits(size, queue).length === 0) return [];
  return wrong.length > 0 ? wrong : togetherFit(size, machines, queue);
}

/** A definition says which platform it is made for, and AWS refuses it on the other. */
function kindFits(
  definition: JobDefinition,
  usable: readonly ComputeEnvironment[],
  queue: JobQueue,
): SubmissionProblem[] {
  const named = `${definition.name}:${definition.revision}`;
  if (definition.kind === "kubernetes") return [];
  if (definition.fargate && !usable.some(isFargate))
    return under("queue", [
      `${named} is made for Fargate, and queue ${queue.name} has none: use another queue.`,
    ]);
  return [];
}

/** What is not known has no bound. */
type Bounds = { vcpus: number; memoryGiB: number; gpus: number };

/** The largest machine of each kind that an environment may start; all of its machines together have no more vCPUs than its most. */
function machinesOf({ instanceTypes, maxVcpus = Number.POSITIVE_INFINITY }: ComputeEnvironment): Bounds[] {
  const bounded = (machine: Bounds): Bounds => ({ ...machine, vcpus: Math.min(machine.vcpus, maxVcpus) });
  if (instanceTypes.length === 0) return [bounded(unknown(true))];
  return instanceTypes.map((type): Bounds => bounded(machineOf(type) ?? unknown(mayHaveGpus(type))));
}

function unknown(mayHave: boolean): Machine {
  const any = Number.POSITIVE_INFINITY;
  return { vcpus: any, memoryGiB: any, gpus: mayHave ? any : 0 };
}

function vcpusFit(vcpus: number, machines: readonly Bounds[], { name }: JobQueue): SubmissionProblem[] {
  const most = Math.max(...machines.map((machine) => machine.vcpus));
  if (vcpus <= most) return [];
  return under("vcpus", [
    `The job asks for ${vcpus} vCPUs and queue ${name} has machines for ${most} at most: ask for ${most} or fewer.`,
  ]);
}

/** A machine keeps some of its memory for itself: a job that asks for all of it never starts. */
function memoryFits(memoryMiB: number, machines: readonly Bounds[], { name }: JobQueue): SubmissionProblem[] {
  const most = Math.max(...machines.map((machine) => machine.memoryGiB));
  if (memoryMiB < most * 1_024) return [];
  return under("memory", [
    `The job asks for ${gib(memoryMiB)} GiB and the largest machine of queue ${name} has ${gib(most * 1_024)} GiB, some of it for itself: ask for --memory ${leftOf(most)}G or less.`,
  ]);
}

function gpusFit(gpus: number, machines: readonly Bounds[], { name }: JobQueue): SubmissionProblem[] {
  if (gpus === 0) return [];
  const most = Math.max(...machines.map((machine) => machine.gpus));
  if (most === 0) return noGpu(name);
  if (gpus <= most) return [];
  return under("gpus", [
    `The job asks for ${gpus} GPUs and the machines of queue ${name} have ${most} at most: ask for --gpus ${most} or fewer.`,
  ]);
}

function noGpu(queue: string): SubmissionProblem[] {
  return under("gpus", [`Queue ${queue} has no machine with a GPU: leave out --gpus or use another queue.`]);
}

/** Each would fit a machine, but all of them none. */
function togetherFit(size: JobSize, machines: readonly Bounds[], { name }: JobQueue): SubmissionProblem[] {
  const holdsCpus = machines.filter(({ vcpus, gpus }) => vcpus >= size.vcpus && gpus >= size.gpus);
  if (holdsCpus.some(({ memoryGiB }) => size.memoryMiB < memoryGiB * 1_024)) return [];
  const asked = `${size.vcpus} vCPUs${size.gpus === 0 ? "" : ` and ${size.gpus} ${size.gpus === 1 ? "GPU" : "GPUs"}`}`;
  if (holdsCpus.length === 0)
    return under("gpus", [
      `Queue ${name} has no machine with both ${asked}: ask for fewer of them, or use another queue.`,
    ]);
  const most = Math.max(...holdsCpus.map(({ memoryGiB }) => memoryGiB));
  return under("memory", [
    `Queue ${name} has no machine with ${asked} that has ${gib(size.memoryMiB)} GiB too: with ${asked} the nearest that fits is --memory ${leftOf(most)}G.`,
  ]);
}

/** What surely is left of a machine's memory: ECS's agent and the system take a few parts in a hundred. */
function leftOf(memoryGiB: number): number {
  return Math.max(1, Math.floor(memoryGiB * 0.95));
}

function gib(memoryMiB: number): string {
  return (Math.ceil((memoryMiB / 1_024) * 10) / 10).toLocaleString("en");
}

function fargateFits(size: JobSize, { name }: JobQueue): SubmissionProblem[] {
  const noGpus = size.gpus === 0 ? [] : noGpu(name);
  const fit = fitFargate(size);
  if (fit.fits) return noGpus;
  const { vcpus, memoryMiB } = fit.nearest;
  const holds =
    vcpus >= size.vcpus && memoryMiB >= size.memoryMiB ? "nearest that holds this job" : "largest";
  const pair = under("memory", [
    `Queue ${name} runs on Fargate, which takes only certain pairs: the ${holds} is --vcpus ${vcpus} --memory ${memoryMiB}M.`,
  ]);
  return [...pair, ...noGpus];
}

function isFargate({ kind }: ComputeEnvironment): boolean {
  return kind.startsWith("FARGATE");
}
