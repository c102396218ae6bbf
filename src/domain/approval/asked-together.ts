/** Many jobs for which one yes is asked, as if they were one. */

import type { Job } from "../job/job.ts";
import { maskSecrets } from "../secrets/secret.ts";
import { asOneJob, type Batch } from "../submission/batch.ts";
import type { ListPrice } from "../submission/list-price.ts";
import type { NamedValue, Wish } from "../submission/submission.ts";
import { type ApprovalOutcome, mostVcpuHours, sumOf } from "./approval.ts";

/** `whole`: of the size of all together. `rows`: those over which is, or was, decided at once. */
export type AskedTogether = { whole: Job; rows: readonly Job[] };

/** `all`: every job of the batch. One that was withdrawn by itself is not asked for any more. */
export function askedTogether(batch: Batch, all: readonly Job[]): AskedTogether {
  const asked = all
    .filter(({ approval }) => approval?.together !== undefined)
    .toSorted((a, b) => (a.batchRow ?? 0) - (b.batchRow ?? 0));
  const left = asked.filter((job) => outcomeOf(job)?.kind !== "withdrawn");
  const rows = left.length > 0 ? left : asked;
  const first = asked.find(({ id }) => id === batch.first);
  if (first?.approval?.together === undefined)
    throw new Error(`no yes was asked for the jobs of batch ${batch.subject} together`);
  const { outcome: _own, ...approval } = first.approval;
  const outcome = rows.map(outcomeOf).find((one) => one !== undefined);
  const { total: _each, arraySize: _its, nodes: _and, ...of } = first.asked;
  return {
    whole: {
      ...asOneJob(batch, first),
      asked: { ...of, size: sumOf(rows.map((row) => row.asked)) },
      approval: {
        ...approval,
        together: { ...first.approval.together, size: rows.length },
        ...(outcome === undefined ? {} : { outcome }),
      },
    },
    rows,
  };
}

/** What has been run again of it may have got further, and waits or not by itself. */
export function isUndecided({ rows }: AskedTogether): boolean {
  return rows.some(({ state }) => state === "approval");
}

function outcomeOf({ approval }: Job): ApprovalOutcome | undefined {
  return approval?.outcome;
}

/** What they may use and cost at the most: hours where each has a time limit, and dollars where each has a price. */
export function mostOfAll(rows: readonly Job[]): { vcpuHours?: number; usd?: number; price?: ListPrice } {
  const hours = rows.map(({ asked }) => mostVcpuHours(asked));
  const prices = rows.map(({ approval }) => approval?.price);
  const isBounded = hours.every((of) => of !== undefined);
  const arePriced = prices.every((of) => of !== undefined);
  const price = arePriced
    ? {
        usdPerHour: sum(prices.map(({ usdPerHour }) => usdPerHour)),
        maybeSpot: prices.some(({ maybeSpot }) => maybeSpot),
        withoutGpus: prices.some(({ withoutGpus }) => withoutGpus),
      }
    : undefined;
  const usd = (asked: Job["asked"], at: number): number =>
    ((prices[at]?.usdPerHour ?? 0) * (asked.timeoutSeconds ?? 0) * asked.attempts) / 3_600;
  return {
    ...(isBounded ? { vcpuHours: sum(hours) } : {}),
    ...(price === undefined ? {} : { price }),
    ...(isBounded && arePriced ? { usd: sum(rows.map(({ asked }, at) => usd(asked, at))) } : {}),
  };
}

/** What is not the same in all: options, parameters and variables, by the names that people gave them. */
export function differencesOf(wishes: readonly Wish[]): string[] {
  const all = wishes.map(saidIn);
  const names = new Set(all.flatMap((said) => [...said.keys()]));
  return [...names].filter((name) => all.some((said) => said.get(name) !== all[0]?.get(name)));
}

/** What one says of these, masked; who decides over a job reads no values of variables. */
export function saidOf(wish: Wish, names: readonly string[]): NamedValue[] {
  const said = saidIn(wish);
  return names
    .filter((name) => !name.startsWith("env.") && said.has(name))
    .map((name) => ({ name, value: maskSecrets(said.get(name) ?? "").text }));
}

/** A name tells nothing that its values do not. */
function saidIn({
  name: _own,
  environment,
  parameters,
  tags,
  ...options
}: Wish): ReadonlyMap<string, string> {
  const named = (values: readonly NamedValue[], prefix: string) =>
    values.map(({ name, value }): [string, string] => [`${prefix}${name}`, value]);
  const asText = Object.entries(options).map(([name, value]): [string, string] => [
    optionNames[name] ?? name,
    JSON.stringify(value),
  ]);
  return new Map([
    ...named(parameters, ""),
    ...named(environment, "env."),
    ...named(tags, "tag."),
    ...asText,
  ]);
}

/** As they are called above a column. */
const optionNames: Readonly<Record<string, string>> = {
  memoryMiB: "memory",
  arraySize: "array",
  timeoutSeconds: "timeout",
  shareIdentifier: "share-id",
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
