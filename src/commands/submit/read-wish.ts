import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { engineOfDefinition } from "../../domain/job/workflow-engine.ts";
import { limits } from "../../domain/limits.ts";
import { visiblePis } from "../../domain/people/member.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { NamedValue, Wish } from "../../domain/submission/submission.ts";
import { type SubmissionProblem, under } from "../../domain/submission/submission-problem.ts";
import type { Dependency } from "../kinds/dependency.ts";
import { childrenMeant } from "../people/describe-member.ts";
import { actorOf, type Request } from "../request.ts";
import { scriptMistakes, scriptSaid, scriptVariables } from "./fetch-and-run.ts";
import { commandOf, type SubmitInput } from "./submit-options.ts";
import { fittingNames } from "./suggest.ts";

export type ReadWish = {
  wish: Wish;
  /** What was understood, for the answer. */
  said: string[];
  /** Both, or what is wrong with the names that were given. */
  found: { queue: JobQueue; definition: JobDefinition } | { mistakes: SubmissionProblem[] };
};

/** What was typed, with the queue, the definition and the jobs it names looked up. */
export async function readWish(request: Request, pi: Pi, input: SubmitInput): Promise<ReadWish> {
  const [queue, definition, dependsOn] = await Promise.all([
    findQueue(request, pi, input.queue),
    findDefinition(request, pi, input.jobdef),
    Promise.all(input.dependsOn.map((dependency) => findDependency(request, pi, dependency))),
  ]);
  const known = "found" in definition ? definition.found : undefined;
  const wish = wishOf(input, {
    pi,
    ...given("definition", known),
    dependsOn: dependsOn.flatMap((dependency) => ("found" in dependency ? [dependency.found] : [])),
  });
  const run =
    input.script === undefined || known === undefined
      ? undefined
      : { script: input.script, command: wish.command, definition: known };
  const mistakes = [
    ...under("command", run === undefined ? [] : scriptMistakes(run)),
    ...under("queue", mistakeIn(queue)),
    ...under("jobdef", mistakeIn(definition)),
    ...under("dependsOn", dependsOn.flatMap(mistakeIn)),
  ];
  if ("mistake" in queue || "mistake" in definition || mistakes.length > 0)
    return { wish, said: [], found: { mistakes } };
  return {
    wish,
    said: [
      ...queue.said,
      ...definition.said,
      ...saidOf(input, pi, definition.found),
      ...(run === undefined ? [] : scriptSaid(run)),
    ],
    found: { queue: queue.found, definition: definition.found },
  };
}

/** What is known of what was typed besides it. */
export type WishWorld = { pi: Pi; definition?: JobDefinition; dependsOn: Wish["dependsOn"] };

export function wishOf(input: SubmitInput, { pi, definition, dependsOn }: WishWorld): Wish {
  return {
    name: (input.name ?? definition?.name ?? "job").slice(0, limits.jobNameLength),
    ...given("vcpus", input.vcpus),
    ...given("memoryMiB", input.memory),
    ...given("gpus", input.gpus),
    environment: [...scriptVariables(input.script), ...pairsOf(input.env)],
    parameters: pairsOf(input.param),
    ...given("arraySize", input.array),
    ...given("attempts", input.attempts),
    retryOn: input.retryOn ?? "spot",
    ...given("timeoutSeconds", input.timeout ?? longestTimeout(pi, definition)),
    dependsOn,
    ...given("shareIdentifier", input.shareId),
    tags: pairsOf(input.tag),
    ...given("command", commandOf(input)),
  };
}

type Lookup<T> = { found: T; said: string[] } | { mistake: string };

function mistakeIn(lookup: Lookup<unknown>): string[] {
  return "mistake" in lookup ? [lookup.mistake] : [];
}

/** The queue of who names none: the only one, or the one that is called so. */
export function usualQueue(queues: readonly JobQueue[]): JobQueue | undefined {
  return queues.length === 1 ? queues[0] : queues.find(({ name }) => name === "default");
}

async function findQueue(
  { member, services }: Request,
  pi: Pi,
  named: string | undefined,
): Promise<Lookup<JobQueue>> {
  const queues = await services.queues(pi, actorOf(member, pi.name));
  const names = queues.map(({ name }) => name);
  const wanted = named ?? usualQueue(queues)?.name;
  const found = queues.find(({ name }) => name === wanted);
  if (found !== undefined) return { found, said: [] };
  const yours =
    names.length === 0
      ? `${pi.name} has no queue`
      : `yours: ${names.map((name) => `\`${name}\``).join(", ")}`;
  if (named === undefined) return { mistake: `Say which queue with \`--queue\`; ${yours}.` };
  if (oldQueues.has(named))
    return { mistake: `Queue \`${named}\` of older guides is gone; ${isYours(names, yours)}.` };
  return { mistake: `${pi.name} has no queue \`${named}\`; ${yours}.` };
}

function isYours(names: readonly string[], yours: string): string {
  return names.length === 1 ? `yours is \`${names[0]}\`` : yours;
}

/** Names that the users' older guides tell people to use. */
const oldQueues: ReadonlySet<string> = new Set(["mixed", "optimal", "small", "medium", "large"]);

async function findDefinition(
  request: Request,
  pi: Pi,
  named: string | undefined,
): Promise<Lookup<JobDefinition>> {
  const { member, services } = request;
  const actor = actorOf(member, pi.name);
  if (named === undefined)
    return { mistake: "Say what to run with `--jobdef`, the name of a job definition." };
  const found = await services.definition(pi, actor, named);
  if (found !== undefined) {
    const newest = named.includes(":") ? [] : [`${named} is ${found.name}:${found.revision}, the newest`];
    return { found, said: newest };
  }
  const names = await services.definitionNames(pi, actor);
  const near = fittingNames(named.replace(/:\d+$/, ""), names).slice(0, 3);
  const instead =
    near.length === 0 ? thereAre(names) : `; did you mean ${near.map((name) => `\`${name}\``).join(" or ")}?`;
  return {
    mistake: `There is no active definition \`${named}\` in ${pi.name}'s account${instead}`,
  };
}

/** Where none is near; those that a workflow's engine has made are no use to a person. */
function thereAre(names: readonly string[]): string {
  const own = names.filter((name) => engineOfDefinition(name) === undefined);
  if (own.length === 0) return ".";
  const shown = own.slice(0, namesShown).map((name) => `\`${name}\``);
  const more = own.length - shown.length;
  return `; there ${own.length === 1 ? "is" : "are"} ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}

const namesShown = 6;

/** A job of another lab is answered as one that does not exist. */
async function findDependency(
  { member, services }: Request,
  pi: Pi,
  { on, type }: Dependency,
): Promise<Lookup<Wish["dependsOn"][number]>> {
  const kind = type === undefined ? {} : { type };
  if (on === undefined) return { found: kind, said: [] };
  if (on.kind === "stream")
    return { mistake: `\`${on.stream}\` is a log stream, and a job depends on jobs.` };
  const typed = on.kind === "id" ? on.id : on.kind === "start" ? on.text : on.name;
  const jobs = await services.store.jobs.find({
    pis: visiblePis(member, services.labs().pis.keys()).filter((name) => name === pi.name),
    ...(on.kind === "name" ? {} : { idStart: typed.toLowerCase() }),
    ...(on.kind === "id" ? {} : { name: typed }),
    limit: 2,
  });
  const [job, another] = jobs;
  if (job?.batchId === undefined)
    return { mistake: `I find no job \`${typed}\` of ${pi.name} to depend on.` };
  if (another !== undefined)
    return { mistake: `Several jobs fit \`${typed}\`: give more of the id of the one to depend on.` };
  const meant = childrenMeant(job, on);
  if ("mistake" in meant) return meant;
  const index = meant.children.length === 1 ? `:${meant.children[0]}` : "";
  return { found: { jobId: `${job.batchId}${index}`, ...kind }, said: [] };
}

/** A lab with a longest timeout gives it to every job that has none. */
function longestTimeout(pi: Pi, definition: JobDefinition | undefined): number | undefined {
  const { hours } = pi.limits;
  return hours === undefined || definition?.timeoutSeconds !== undefined ? undefined : hours * 3_600;
}

function saidOf(input: SubmitInput, pi: Pi, definition: JobDefinition): string[] {
  const longest = input.timeout === undefined && longestTimeout(pi, definition) !== undefined;
  return [
    ...(longest ? [`it is stopped after ${pi.limits.hours} h, the longest that ${pi.name} allows`] : []),
    ...((input.attempts ?? 1) > 1 && (input.retryOn ?? "spot") === "spot"
      ? ["it is tried again only when AWS takes the machine back (`--retry-on any` for every failure)"]
      : []),
  ];
}

function pairsOf(record: Readonly<Record<string, string>>): NamedValue[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
