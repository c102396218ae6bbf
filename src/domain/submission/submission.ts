import { indexVariables, type OldIndexes, type ToldOldIndexes, wrapped } from "../array/old-indexes.ts";
import type { ChannelId, MemberId, PiName, SubmissionId } from "../ids.ts";
import type { Asked, Job } from "../job/job.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import { limits } from "../limits.ts";
import { looksSecret, maskSecrets, maskText, maskValues, maskWords } from "../secrets/secret.ts";
import { askedSize } from "./asked-size.ts";
import { overriddenParts } from "./overridden-parts.ts";
import type { JobDependency, OnlyInDocuments, SubmitRequest } from "./submit-request.ts";

/**
 * saved → trying → accepted | rejected; throttled (certainly not accepted, tried again later);
 * uncertain (perhaps accepted: looked up before anything is sent again); withdrawn (stopped before AWS had it).
 */
export type SubmissionState =
  | "saved"
  | "trying"
  | "throttled"
  | "uncertain"
  | "accepted"
  | "rejected"
  | "withdrawn";

/** None of its tries was taken, nor is one under way: it can be taken back. */
export function isCertainlyUnsent({ state, perhapsTaken = 0 }: Submission): boolean {
  return (state === "saved" || state === "throttled") && perhapsTaken === 0;
}

/** What a person asked to run, on its way to AWS. */
export type Submission = {
  id: SubmissionId;
  state: SubmissionState;
  member: MemberId;
  pi: PiName;
  /** Gone once AWS has answered for good: it holds environment values. */
  request?: SubmitRequest;
  tries: number;
  nextAtMs?: number;
  /** Since when it was looked for and not found. */
  missedSinceMs?: number;
  /** Of how many tries nobody knows that AWS did not take them: from two on it may have two jobs. */
  perhapsTaken?: number;
};

/** As it is saved before the deed. `nextAtMs`: when it is taken up by who finds it so. */
export function savedSubmission(job: Job, request: SubmitRequest, nextAtMs: number): Submission {
  const { id, owner: member, pi } = job;
  return { id, state: "saved", member, pi, request, tries: 0, nextAtMs };
}

/** What was asked for, read from what a person typed; what is absent comes from the definition. */
export type Wish = {
  name: string;
  vcpus?: number;
  memoryMiB?: number;
  gpus?: number;
  environment: readonly NamedValue[];
  parameters: readonly NamedValue[];
  arraySize?: number;
  attempts?: number;
  retryOn: "spot" | "any";
  timeoutSeconds?: number;
  dependsOn: readonly JobDependency[];
  shareIdentifier?: string;
  tags: readonly NamedValue[];
  command?: readonly string[];
  /** It runs some indexes of an array again, and the program is to be told which. */
  oldIndexes?: ToldOldIndexes;
  /** What a document said beyond all this. */
  more?: OnlyInDocuments;
};

export type NamedValue = { name: string; value: string };

/** Under what, and for whom, it is sent. */
export type SubmissionContext = {
  id: SubmissionId;
  /** Six lower-case letters or digits that make the job's name one of a kind. */
  suffix: string;
  pi: PiName;
  member: MemberId;
  hutchnet: string;
  channel: ChannelId;
  queue: string;
  definition: JobDefinition;
};

/** The request that is sent for a wish; checks have passed. */
export function toSubmitRequest(wish: Wish, context: SubmissionContext): SubmitRequest {
  const { definition } = context;
  const overrides = toOverrides(wish, definition);
  const retry = toRetryStrategy(wish);
  const { container: _container, retryRules: _rules, ...more } = wish.more ?? {};
  return {
    jobName: sentName(wish.name, context),
    jobQueue: context.queue,
    jobDefinition: `${definition.name}:${definition.revision}`,
    ...(wish.shareIdentifier === undefined ? {} : { shareIdentifier: wish.shareIdentifier }),
    ...(wish.arraySize === undefined ? {} : { arrayProperties: { size: wish.arraySize } }),
    ...(wish.dependsOn.length === 0
      ? {}
      : { dependsOn: wish.dependsOn.map((dependency) => ({ ...dependency })) }),
    ...(wish.parameters.length === 0 ? {} : { parameters: toRecord(wish.parameters) }),
    ...(overrides === undefined ? {} : { containerOverrides: overrides }),
    ...(retry === undefined ? {} : { retryStrategy: retry }),
    ...(wish.timeoutSeconds === undefined
      ? {}
      : { timeout: { attemptDurationSeconds: wish.timeoutSeconds } }),
    ...more,
    tags: { ...toRecord(wish.tags), ...ownTags(context) },
  };
}

/** `{hutchnet}-{name}-{suffix}`; what is too long is cut from the name. A name that has the prefix is not prefixed again. */
export function sentName(name: string, { hutchnet, suffix }: { hutchnet: string; suffix: string }): string {
  const prefix = name === hutchnet || name.startsWith(`${hutchnet}-`) ? "" : `${hutchnet}-`;
  const room = limits.jobNameLength - suffix.length - 1;
  return `${(prefix + name).slice(0, room)}-${suffix}`;
}

/** What the card shows of it, and what is kept: secrets among it are masked. */
export function askedOf(wish: Wish, definition: JobDefinition): Asked {
  const command = wish.command ?? definition.command;
  const size = askedSize(wish, definition);
  const repeated = withoutOwn(wish.environment);
  const given = { ...definition.parameters, ...toRecord(wish.parameters) };
  return {
    size: size.main,
    ...(size.nodes === 1 ? {} : { nodes: size.nodes, total: size.total }),
    attempts: wish.attempts ?? definition.attempts,
    ...(wish.timeoutSeconds === undefined && definition.timeoutSeconds === undefined
      ? {}
      : { timeoutSeconds: wish.timeoutSeconds ?? (definition.timeoutSeconds as number) }),
    ...(wish.arraySize === undefined ? {} : { arraySize: wish.arraySize }),
    ...(command === undefined ? {} : { command: maskWords(command).map(repeated) }),
    parameters: Object.fromEntries(
      Object.entries(maskValues(given)).map(([name, value]) => [name, repeated(value)]),
    ),
    environment: wish.environment.map(({ name }) => name),
    ...(wish.attempts === undefined ? {} : { retryOn: wish.more?.retryRules ? "rules" : wish.retryOn }),
    ...(wish.more === undefined ? {} : { more: keptMore(wish.more) }),
    ...(wish.dependsOn.length === 0 ? {} : { dependsOn: wish.dependsOn }),
    ...(wish.shareIdentifier === undefined
      ? {}
      : { shareIdentifier: maskSecrets(wish.shareIdentifier).text }),
    ...(wish.tags.length === 0 ? {} : { tags: maskValues(toRecord(wish.tags)) }),
    ...(wish.oldIndexes === undefined ? {} : { oldIndexes: asAsked(wish.oldIndexes) }),
  };
}

/** What is secret as a variable's value is so wherever else it was typed. */
function withoutOwn(environment: Wish["environment"]): (text: string) => string {
  const values = environment.flatMap(({ name, value }) =>
    value.length >= shortestRepeated && looksSecret(name, value) ? [value] : [],
  );
  return (text) => values.reduce((shown, value) => shown.replaceAll(value, maskText), text);
}

/** A shorter one is a part of too many words. */
const shortestRepeated = 6;

function asAsked({ ranges, size }: ToldOldIndexes): OldIndexes {
  return { ranges, size };
}

/** Values of variables are not kept, nor is what looks like a secret: without them the rest would be another job. */
function keptMore(more: OnlyInDocuments): OnlyInDocuments | "not kept" {
  const isKept = overriddenParts(more).every(
    ({ environment, command = [] }) =>
      environment.length === 0 && maskWords(command).every((word, at) => word === command[at]),
  );
  return isKept ? more : "not kept";
}

/** Tags that say whose job it is; a person's own can not replace them. */
function ownTags(context: SubmissionContext): Record<string, string> {
  return {
    "batchmate:submission": context.id,
    "batchmate:member": context.member,
    "batchmate:hutchnet": context.hutchnet,
    "batchmate:pi": context.pi,
    "batchmate:channel": context.channel,
  };
}

/** By default only what AWS took away is tried again: a program that fails once fails again. */
function toRetryStrategy({ attempts, retryOn, more }: Wish): SubmitRequest["retryStrategy"] {
  const rules = more?.retryRules;
  if (rules !== undefined)
    return { ...(attempts === undefined ? {} : { attempts }), evaluateOnExit: [...rules] };
  if (attempts === undefined) return undefined;
  if (retryOn === "any" || attempts === 1) return { attempts };
  return {
    attempts,
    evaluateOnExit: [
      { onStatusReason: "Host EC2*", action: "RETRY" },
      { onStatusReason: "Your Spot Task was interrupted*", action: "RETRY" },
      { onReason: "*", action: "EXIT" },
      { onStatusReason: "*", action: "EXIT" },
    ],
  };
}

/** Command and environment as they are sent: with the old indexes that the program is to see. */
export function toldOf(
  wish: Pick<Wish, "command" | "environment" | "oldIndexes">,
  definition: Pick<JobDefinition, "command">,
): Pick<Wish, "command" | "environment"> {
  const { command, environment, oldIndexes } = wish;
  if (oldIndexes === undefined) return { environment, ...(command === undefined ? {} : { command }) };
  if (oldIndexes.how === "shell")
    return { environment, command: wrapped(command ?? definition.command ?? [], oldIndexes) };
  return {
    environment: [...environment, ...indexVariables(oldIndexes)],
    ...(command === undefined ? {} : { command }),
  };
}

function toOverrides(wish: Wish, definition: JobDefinition): SubmitRequest["containerOverrides"] {
  const { command, environment } = toldOf(wish, definition);
  const resourceRequirements = [
    ...requirement("VCPU", wish.vcpus),
    ...requirement("MEMORY", wish.memoryMiB),
    ...requirement("GPU", wish.gpus),
  ];
  const overrides = {
    ...wish.more?.container,
    ...(command === undefined ? {} : { command: [...command] }),
    ...(environment.length === 0 ? {} : { environment: environment.map((pair) => ({ ...pair })) }),
    ...(resourceRequirements.length === 0 ? {} : { resourceRequirements }),
  };
  return Object.keys(overrides).length === 0 ? undefined : overrides;
}

function requirement<Type extends string>(
  type: Type,
  value: number | undefined,
): { type: Type; value: string }[] {
  return value === undefined || (type === "GPU" && value === 0) ? [] : [{ type, value: String(value) }];
}

function toRecord(pairs: readonly NamedValue[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}
