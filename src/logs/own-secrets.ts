import { looksSecret } from "../domain/secret.ts";

/** Values of a job's own environment and parameters that look like secrets: they are masked wherever its log repeats them. */
export function ownSecrets(detail: unknown): string[] {
  const { container, parameters, ecsProperties } = (detail ?? {}) as Detail;
  const containers = [
    container,
    ...(ecsProperties?.taskProperties ?? []).flatMap((task) => task.containers ?? []),
  ];
  const pairs = [
    ...containers.flatMap((each) => each?.environment ?? []),
    ...Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value })),
  ];
  return pairs.flatMap(({ name = "", value = "" }) => (looksSecret(name, value) ? [value] : []));
}

type Container = { environment?: readonly { name?: string; value?: string }[] };

/** As much of AWS's answer about a job as is needed here. */
type Detail = {
  container?: Container;
  parameters?: Readonly<Record<string, string>>;
  ecsProperties?: { taskProperties?: readonly { containers?: readonly Container[] }[] };
};
