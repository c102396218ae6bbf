import type { AccountId, PiName } from "../ids.ts";
import type { Labs, Pi } from "../people/pi.ts";
import { carriesRole } from "./job-definition.ts";

/** What is known of a job that stands in a lab's account. */
export type JobMarks = {
  account: AccountId;
  region: string;
  /** Under which PI we have submitted it ourselves. */
  recorded?: PiName;
  /** The tag `batchmate:pi`: whoever submits can write it. */
  tag?: string;
  /** Of its container, as an ARN. */
  jobRole?: string;
  /** Name or ARN. */
  queue?: string;
};

/** `by`: what told. Undefined: nobody's that we know of, and then it is for admins alone. */
export type JobsPi = { pi: PiName; by: "record" | "tag" | "role" | "queue" | "account" };

/**
 * Under which PI a job runs: by our record, else its tag, its role, its queue, or because the account is one lab's. A lab
 * of another account or region never counts, nor what its other marks speak against: a tag proves nothing by itself.
 */
export function whoseJob(marks: JobMarks, { pis }: Labs): JobsPi | undefined {
  const { account, region, recorded, tag } = marks;
  const here = [...pis.values()].filter((pi) => pi.account === account && pi.region === region);
  const one = (found: readonly Pi[], by: JobsPi["by"]): JobsPi | undefined => {
    const [pi, ...more] = found;
    return pi === undefined || more.length > 0 ? undefined : { pi: pi.name, by };
  };
  const ours = here.find(({ name }) => name === recorded);
  if (ours !== undefined) return { pi: ours.name, by: "record" };
  const ofRole = marks.jobRole === undefined ? [] : here.filter((pi) => hasRole(pi, marks.jobRole ?? ""));
  const possible = here.filter(
    (pi) => mayUse(pi, marks.queue) && (ofRole.length === 0 || ofRole.includes(pi)),
  );
  if (tag !== undefined)
    return one(
      possible.filter(({ name }) => name === tag),
      "tag",
    );
  if (ofRole.length > 0) return one(possible, "role");
  const onlyOne = () => (here.length === 1 ? one(possible, "account") : undefined);
  // A role by no convention of these labs: where they share an account, it may be anybody's of them.
  if (marks.jobRole !== undefined) return accountOf(marks.jobRole) === account ? onlyOne() : undefined;
  const ofQueue = possible.filter(({ queues }) => queues !== undefined);
  return (marks.queue === undefined ? undefined : one(ofQueue, "queue")) ?? onlyOne();
}

/** The convention is a name: in an ARN of another account it says nothing. */
function hasRole({ jobRole, account }: Pi, arn: string): boolean {
  return accountOf(arn) === account && carriesRole({ jobRoles: [arn] }, jobRole);
}

function accountOf(arn: string): string | undefined {
  return arn.split(":")[4];
}

function mayUse({ queues, account, region }: Pi, queue: string | undefined): boolean {
  if (queue === undefined) return true;
  const [, , , itsRegion = region, itsAccount = account, path = queue] = queue.startsWith("arn:")
    ? queue.split(":")
    : [];
  const name = path.split("/").at(-1) ?? "";
  return itsAccount === account && itsRegion === region && (queues === undefined || queues.includes(name));
}
