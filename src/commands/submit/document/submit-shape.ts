/** SubmitJob's whole input. A test holds it against the SDK, so that no field of AWS is unknown here. */
import { limits } from "../../../domain/limits.ts";
import { asJobName } from "../../kinds/names.ts";
import { meantAmount } from "./meant-value.ts";
import {
  amount,
  anyText,
  fitting,
  flag,
  list,
  map,
  number,
  type ObjectShape,
  object,
  oneOf,
  text,
} from "./shape.ts";

const environment = list(object({ name: text, value: anyText }, "name", "value"));

const requirements = list(
  object(
    {
      type: oneOf("GPU", "MEMORY", "VCPU"),
      value: fitting(/^\d+(\.\d+)?$/, 'a number in quotes, such as `"4"`; memory is in MiB', inMiB),
    },
    "type",
    "value",
  ),
);

/** Only memory has a unit. */
function inMiB(text: string): string | undefined {
  return /[a-z]/i.test(text) ? meantAmount(text, "MiB")?.toString() : undefined;
}

const consumables = object({
  consumableResourceList: list(
    object({ consumableResource: text, quantity: number(1) }, "consumableResource"),
  ),
});

const container = object({
  vcpus: number(1),
  memory: amount("MiB", 4),
  command: list(anyText),
  instanceType: text,
  environment,
  resourceRequirements: requirements,
});

const ecs = object({
  taskProperties: list(
    object({
      containers: list(
        object({ command: list(anyText), environment, name: text, resourceRequirements: requirements }),
      ),
    }),
  ),
});

const podContainers = list(
  object({
    name: text,
    image: text,
    command: list(anyText),
    args: list(anyText),
    env: environment,
    resources: object({ limits: map, requests: map }),
  }),
);

const eks = object({
  podProperties: object({
    containers: podContainers,
    initContainers: podContainers,
    metadata: object({ labels: map, annotations: map, namespace: text }),
  }),
});

const pattern = fitting(/^[^*]*\*?$/, "text with a `*` at its end only");

const rule = object(
  {
    onStatusReason: pattern,
    onReason: pattern,
    onExitCode: fitting(/^\d*\*?$/, 'a number in quotes, such as `"137"`, or one that ends in `*`'),
    action: oneOf("RETRY", "EXIT"),
  },
  "action",
);

export const submitShape: ObjectShape = object({
  jobName: fitting(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/,
    "letters, digits, `-` and `_`, 128 at most, the first a letter or digit",
    // What else stands in it was hardly meant to be a name.
    (name) => (/^(?=.*[A-Za-z])[\w .()-]+$/.test(name) ? asJobName(name) : undefined),
  ),
  jobQueue: text,
  jobDefinition: text,
  shareIdentifier: fitting(/^[A-Za-z0-9]{1,255}\*?$/, "letters and digits, 255 at most"),
  schedulingPriorityOverride: number(0, 9_999),
  arrayProperties: object({ size: number(limits.arraySizeMin, limits.arraySizeMax) }),
  dependsOn: list(object({ jobId: text, type: oneOf("N_TO_N", "SEQUENTIAL") }), limits.dependencies),
  parameters: map,
  containerOverrides: container,
  nodeOverrides: object({
    numNodes: number(1, limits.nodes),
    nodePropertyOverrides: list(
      object(
        {
          targetNodes: fitting(/^(\d+|\d*:\d*)$/, 'nodes such as `"0:3"`, `"4:"` or `"2"`'),
          containerOverrides: container,
          ecsPropertiesOverride: ecs,
          instanceTypes: list(text),
          eksPropertiesOverride: eks,
          consumableResourcePropertiesOverride: consumables,
        },
        "targetNodes",
      ),
    ),
  }),
  retryStrategy: object({
    attempts: number(1, limits.attempts),
    evaluateOnExit: list(rule, limits.retryRules),
  }),
  propagateTags: flag,
  timeout: object({ attemptDurationSeconds: amount("seconds", limits.timeoutMinSeconds) }),
  tags: map,
  eksPropertiesOverride: eks,
  ecsPropertiesOverride: ecs,
  consumableResourcePropertiesOverride: consumables,
});
