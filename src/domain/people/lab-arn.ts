import type { Pi } from "./pi.ts";

/**
 * The name in an ARN of the lab's own account and region, or of a name itself: `default` of
 * `arn:aws:batch:us-west-2:111122223333:job-queue/default`.
 */
export function nameInLab(
  named: string,
  kind: "job-queue" | "job-definition",
  pi: Pi,
): { name: string } | { mistake: string } {
  if (!named.startsWith("arn:")) return { name: named };
  const [, service, region, account, what, name] =
    /^arn:aws[a-z-]*:([a-z-]+):([a-z0-9-]*):(\d*):([a-z-]+)\/(.+)$/.exec(named) ?? [];
  if (service !== "batch" || what !== kind || name === undefined)
    return { mistake: `\`${named}\` is no ARN of a ${kind.replace("-", " ")} of AWS Batch.` };
  if (account !== pi.account)
    return { mistake: `\`${named}\` is in account ${account}, and ${pi.name} works in ${pi.account}.` };
  if (region !== pi.region)
    return { mistake: `\`${named}\` is in ${region}, and ${pi.name} works in ${pi.region}.` };
  return { name };
}
