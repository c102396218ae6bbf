/** What is secret of a job itself: it is masked wherever its log repeats it. */
import { looksRandom } from "../domain/secrets/looks-random.ts";
import { looksSecret, secretsWithin } from "../domain/secrets/secret.ts";

export type OwnSecrets = {
  /** Values of its own environment, parameters and command that look like secrets. */
  values: readonly string[];
  /** Variables that AWS fills in from a secret store: Batch knows their names alone. */
  names: readonly string[];
};

/** `detail`: AWS's whole answer about the job. */
export function ownSecrets(detail: unknown): OwnSecrets {
  const { parameters, ...job } = (detail ?? {}) as Detail;
  const containers = containersOf(job);
  const named = [
    ...containers.flatMap((each) => each.environment ?? []),
    ...Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value })),
  ];
  const values = [
    ...named.flatMap(({ name, value }) => secretsOf(String(name ?? ""), String(value ?? ""))),
    ...containers.flatMap((each) => secretsOfCommand(each.command ?? [])),
  ];
  const names = containers.flatMap((each) => (each.secrets ?? []).map(({ name }) => String(name ?? "")));
  return {
    values: values.filter((value) => !everyday.test(value)),
    names: [...new Set(names)].filter(Boolean),
  };
}

function secretsOf(name: string, value: string): string[] {
  if (everyday.test(value)) return [];
  const whole = looksSecret(name, value) || isSecretName(name, value) || looksRandom(name, value);
  // Of an address with a sign-in the password alone may be printed as well.
  return whole ? [value, ...secretsWithin(value)] : [];
}

/** Words that stand in any log: to mask them would say nothing and hide much. */
const everyday =
  /^(?:[a-z]{2}(?:-gov|-isob?)?-[a-z]{4,9}-\d[a-z]?|true|false|yes|no|on|off|none|null|default|auto|debug|info|warn|warning|error|trace|prod|production|dev|development|stag(?:e|ing)|test(?:ing)?|local(?:host)?|enabled?|disabled?|required|optional|linux|x86_64|amd64|arm64|\d{1,7}|\d+\.\d+)$/i;

const secretName =
  /(?:^|[_.-])(?:dsn|auth|creds?|pat|jwt|salt|pw|pwd|cookie|session|webhook(?:_?ur[il])?|conn(?:ection)?_?str(?:ing)?)$/i;
const onlyAPlace = /^(?:~|\.{0,2}\/|s3:|gs:|file:|arn:)/;

function isSecretName(name: string, value: string): boolean {
  return secretName.test(name) && value.length >= 6 && !onlyAPlace.test(value) && !/^\$|^[a-z]+$/.test(value);
}

/** `--token x`, `--token=x`, `-c "export TOKEN=x"`: what would be masked of the command. */
function secretsOfCommand(command: readonly unknown[]): string[] {
  const words = command.map(String);
  return words.flatMap((word, index) => {
    const before = `${words[index - 1] ?? ""} `;
    return secretsWithin(word).length > 0
      ? secretsWithin(word)
      : secretsWithin(before + word).filter((secret) => secret === word);
  });
}

type Container = {
  environment?: readonly Named[];
  command?: readonly unknown[];
  secrets?: readonly { name?: unknown }[];
};
type Named = { name?: unknown; value?: unknown };
type Several = { taskProperties?: readonly { containers?: readonly Container[] }[] };
type Pod = {
  podProperties?: Readonly<Record<"containers" | "initContainers", readonly PodContainer[] | undefined>>;
};
type PodContainer = { env?: readonly Named[]; command?: readonly unknown[]; args?: readonly unknown[] };
type Properties = { container?: Container; ecsProperties?: Several; eksProperties?: Pod };

/** As much of AWS's answer about a job as is needed here. */
type Detail = Properties & {
  parameters?: Readonly<Record<string, unknown>>;
  nodeProperties?: { nodeRangeProperties?: readonly Properties[] };
};

/** One, several, those of a pod, and those of nodes. */
function containersOf({ nodeProperties, ...job }: Omit<Detail, "parameters">): Container[] {
  return [job, ...(nodeProperties?.nodeRangeProperties ?? [])].flatMap((each) => {
    const pod = each.eksProperties?.podProperties;
    return [
      ...(each.container === undefined ? [] : [each.container]),
      ...(each.ecsProperties?.taskProperties ?? []).flatMap((task) => task.containers ?? []),
      ...[...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].map(
        ({ env = [], command = [], args = [] }): Container => ({
          environment: env,
          command: [...command, ...args],
        }),
      ),
    ];
  });
}
