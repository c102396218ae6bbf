import { bringsScript } from "../approval/approval.ts";
import { oldIndexProblems } from "../array/old-indexes-told.ts";
import { carriesRole, isListed, type JobDefinition, requiredParameters } from "../job/job-definition.ts";
import type { JobQueue } from "../job/job-queue.ts";
import { limits } from "../limits.ts";
import { type LabUse, labLimitProblems } from "../people/lab-limits.ts";
import type { Pi } from "../people/pi.ts";
import { checkMore, checkOverrides } from "./document-checks.ts";
import { environmentProblems, lengthProblems } from "./environment-checks.ts";
import { overriddenParts } from "./overridden-parts.ts";
import { sizeProblems } from "./size-fits.ts";
import { askedOf, type Wish } from "./submission.ts";
import { type SubmissionProblem, under } from "./submission-problem.ts";

/** What a wish is held against. */
export type SubmissionWorld = {
  pi: Pi;
  queue: JobQueue;
  definition: JobDefinition;
} & LabUse;

/** Everything that would make AWS or the lab refuse, or the job never run: all at once, a sentence each. */
export function checkSubmission(wish: Wish, world: SubmissionWorld): string[] {
  return submissionProblems(wish, world).map(({ what }) => what);
}

/** The same, each with the field that it is about. */
export function submissionProblems(wish: Wish, world: SubmissionWorld): SubmissionProblem[] {
  return [...wishProblems(wish), ...checks.flatMap((check) => check(wish, world))];
}

/** What is wrong with a wish whatever queue and definition it is for. */
export function checkWish(wish: Wish): string[] {
  return wishProblems(wish).map(({ what }) => what);
}

export function wishProblems(wish: Wish): SubmissionProblem[] {
  return [
    ...nameIsLegal(wish),
    ...countsAreLegal(wish),
    ...dependenciesAreLegal(wish),
    ...environmentProblems(wish),
    ...lengthProblems(wish),
    ...under("command", checkMore(wish)),
  ];
}

type Check = (wish: Wish, world: SubmissionWorld) => SubmissionProblem[];

const definitionIsUsable: Check = (_wish, { definition, pi }) => {
  const named = `${definition.name}:${definition.revision}`;
  if (!definition.active)
    return under("jobdef", [
      `${named} is no longer active. Leave the revision out to take the newest active one.`,
    ]);
  if (!isListed(definition, pi)) {
    return under("jobdef", [
      `${named} is not among the definitions of ${pi.name} (${pi.definitions?.join(", ")}).`,
    ]);
  }
  if (!carriesRole(definition, pi.jobRole)) {
    return under("jobdef", [
      `${named} runs under a job role that is not ${pi.name}'s, so it cannot be used here.`,
    ]);
  }
  return [];
};

const overridesAreTaken: Check = (wish, { definition }) => {
  const overridden =
    wish.command !== undefined ||
    wish.environment.length > 0 ||
    wish.more?.container !== undefined ||
    [wish.vcpus, wish.memoryMiB, wish.gpus].some((value) => value !== undefined);
  const foreign = under("jobdef", checkOverrides(wish, definition));
  if (definition.kind === "container" || !overridden) return foreign;
  return under("jobdef", [
    ...foreign.map(({ what }) => what),
    `${definition.name}:${definition.revision} is a ${definition.kind} definition: command, environment, vCPUs, memory and GPUs are its own and cannot be given here.`,
  ]);
};

const commandIsAllowed: Check = (wish, { pi }) => {
  if (pi.commands !== "definition") return [];
  const other = overriddenParts(wish.more).filter(
    ({ command, image }) => command !== undefined || image !== undefined,
  );
  return under("command", [
    ...(wish.command === undefined
      ? []
      : [
          `${pi.name} runs only the commands of its definitions: leave out what follows \`--\` and use --param.`,
        ]),
    ...(bringsScript(wish)
      ? [`${pi.name} runs only the commands of its definitions: leave out --script and use --param.`]
      : []),
    ...other.map(
      ({ path }) =>
        `${pi.name} runs only the commands and images of its definitions: leave them out of ${path}.`,
    ),
  ]);
};

const queueTakesJobs: Check = (wish, { queue }) => [
  ...(queue.enabled ? [] : under("queue", [`Queue ${queue.name} is disabled: it takes no jobs now.`])),
  ...(queue.valid
    ? []
    : under("queue", [
        `Queue ${queue.name} is not valid at the moment${queue.statusReason ? ` (${queue.statusReason})` : ""}.`,
      ])),
  ...(queue.fairShare && wish.shareIdentifier === undefined
    ? under("shareId", [`Queue ${queue.name} shares its machines by share identifier: add --share-id NAME.`])
    : []),
  ...(!queue.fairShare && wish.shareIdentifier !== undefined
    ? under("shareId", [`Queue ${queue.name} takes no share identifier: leave out --share-id.`])
    : []),
];

const sizeFits: Check = (wish, { queue, definition }) =>
  sizeProblems(askedOf(wish, definition).size, { queue, definition });

/** Batch's own rules; a name comes by other doors than what is typed, too. */
const nameIsLegal = ({ name, shareIdentifier }: Wish): SubmissionProblem[] => [
  ...(/^[A-Za-z0-9][\w-]*$/.test(name)
    ? []
    : under("name", [
        `A job's name begins with a letter or digit and goes on with letters, digits, - and _; "${name}" does not.`,
      ])),
  ...(name.length <= limits.jobNameLength
    ? []
    : under("name", [
        `A job's name has ${limits.jobNameLength} characters at most, and this one has ${name.length}.`,
      ])),
  ...(shareIdentifier === undefined || /^[A-Za-z0-9]{1,255}$/.test(shareIdentifier)
    ? []
    : under("shareId", ["A share identifier is letters and digits only, up to 255."])),
];

/** Both kinds are about the children of an array. */
const dependenciesAreLegal = ({ dependsOn, arraySize }: Wish): SubmissionProblem[] => {
  if (arraySize !== undefined) return [];
  const types = [...new Set(dependsOn.flatMap(({ type }) => type ?? []))];
  return under(
    "dependsOn",
    types.map(
      (type) =>
        `--depends-on with ${type} is about the children of an array: add --array, or leave ${type} out.`,
    ),
  );
};

const countsAreLegal = (wish: Wish): SubmissionProblem[] => [
  ...under(
    "array",
    outside(wish.arraySize, "An array has", limits.arraySizeMin, limits.arraySizeMax, "children"),
  ),
  ...under("attempts", outside(wish.attempts, "A job has", 1, limits.attempts, "attempts")),
  ...under("dependsOn", outside(wish.dependsOn.length, "A job depends on", 0, limits.dependencies, "others")),
  ...(wish.timeoutSeconds !== undefined && wish.timeoutSeconds < limits.timeoutMinSeconds
    ? under("timeout", [
        `A timeout is at least ${limits.timeoutMinSeconds} seconds; AWS refuses ${wish.timeoutSeconds}.`,
      ])
    : []),
  ...(wish.tags.length + 5 > limits.tags
    ? under("tag", [`AWS takes ${limits.tags} tags, and five are Batchmate's own.`])
    : []),
];

function outside(
  value: number | undefined,
  what: string,
  least: number,
  most: number,
  unit: string,
): string[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  return [
    `${what} ${least} to ${most.toLocaleString("en")} ${unit}; ${value.toLocaleString("en")} is not possible.`,
  ];
}

const parametersAreThere: Check = (wish, { definition }) => {
  const given = new Set(wish.parameters.map((pair) => pair.name));
  return requiredParameters(definition, wish.command ?? definition.command)
    .filter((name) => !given.has(name))
    .map((name) => ({
      field: `param.${name}`,
      what: `${definition.name}:${definition.revision} needs the parameter ${name}: add --param ${name}=…`,
    }));
};

const checks: readonly Check[] = [
  definitionIsUsable,
  overridesAreTaken,
  commandIsAllowed,
  queueTakesJobs,
  sizeFits,
  parametersAreThere,
  (wish, { definition, pi }) => under("command", oldIndexProblems(wish, definition, pi.name)),
  (wish, { pi, definition, ...use }) => labLimitProblems(wish, { pi, definition, ...use }),
];
