/** What is wrong with what only a document can say. */
import type { JobDefinition } from "../job/job-definition.ts";
import { limits } from "../limits.ts";
import { overriddenParts } from "./overridden-parts.ts";
import type { Wish } from "./submission.ts";
import type { OnlyInDocuments } from "./submit-request.ts";

/** Whatever definition it is for. */
export function checkMore({ more }: Wish): string[] {
  if (more === undefined) return [];
  const bytes = Buffer.byteLength(JSON.stringify(more));
  return [
    ...overriddenParts(more).flatMap(({ path, environment }) => environmentMistakes(path, environment)),
    ...namespaceMistakes(more),
    ...(bytes > limits.submitPayloadBytes
      ? [
          `The overrides are ${bytes.toLocaleString("en")} bytes and AWS takes a job of ${limits.submitPayloadBytes.toLocaleString("en")} in all: put the long part into a file in S3 and pass its address.`,
        ]
      : []),
  ];
}

/** A definition takes only the overrides of its own kind, and of containers that it has. */
export function checkOverrides({ more }: Wish, definition: JobDefinition): string[] {
  const named = `${definition.name}:${definition.revision}`;
  const taken = overridesOfKind[definition.kind];
  const wrong = kinds.filter((key) => key !== taken && more?.[key] !== undefined);
  if (wrong.length > 0) {
    return wrong.map(
      (key) => `${key} is not for ${named}, which is a ${definition.kind} definition: ${taken} is.`,
    );
  }
  return unknownContainers(more, definition);
}

const overridesOfKind = {
  container: "containerOverrides",
  "multi-container": "ecsPropertiesOverride",
  kubernetes: "eksPropertiesOverride",
  "multi-node": "nodeOverrides",
} as const;

const kinds = ["ecsPropertiesOverride", "eksPropertiesOverride", "nodeOverrides"] as const;

function unknownContainers(
  more: OnlyInDocuments | undefined,
  { layout, name, revision }: JobDefinition,
): string[] {
  const names = (layout?.ranges ?? []).flatMap(({ containers }) =>
    containers.flatMap((one) => one.name ?? []),
  );
  if (names.length === 0) return [];
  return overriddenParts(more)
    .filter((part) => part.name !== undefined && !part.path.includes("initContainers"))
    .filter((part) => !names.includes(part.name ?? ""))
    .map(
      (part) =>
        `${part.path}.name: ${name}:${revision} has no container ${part.name}; it has ${[...new Set(names)].join(", ")}.`,
    );
}

function environmentMistakes(path: string, environment: readonly { name: string }[]): string[] {
  const names = environment.map(({ name }) => name);
  return [
    ...names
      .filter((name) => name.startsWith("AWS_BATCH"))
      .map((name) => `${path}: ${name} cannot be set: names that begin with AWS_BATCH are AWS's own.`),
    ...[...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
      (name) => `${path}: ${name} is given more than once.`,
    ),
  ];
}

/** A pod's role is its service account, and that is another's of the same name in another namespace. */
function namespaceMistakes(more: OnlyInDocuments): string[] {
  const pods = [
    { path: "", pod: more.eksPropertiesOverride?.podProperties },
    ...(more.nodeOverrides?.nodePropertyOverrides ?? []).map((node, at) => ({
      path: `nodeOverrides.nodePropertyOverrides[${at}].`,
      pod: node.eksPropertiesOverride?.podProperties,
    })),
  ];
  return pods
    .filter(({ pod }) => pod?.metadata?.namespace !== undefined)
    .map(
      ({ path }) =>
        `${path}eksPropertiesOverride.podProperties.metadata.namespace cannot be changed here, for the lab's role belongs to the definition's own namespace: leave it out.`,
    );
}
