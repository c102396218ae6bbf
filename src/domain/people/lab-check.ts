/** What a lab's people need in AWS: what was looked at, and what of it is not as it must be. */
import type { AccountId } from "../ids.ts";
import type { JobQueue } from "../job/job-queue.ts";
import type { Trouble } from "../trouble.ts";
import type { Pi } from "./pi.ts";
import type { RefusedRole } from "./refused-role.ts";
import { letsTasksIn } from "./trust-policy.ts";

export type LabPart = "role" | "job role" | "queues" | "events" | "logs";

export type LabFinding =
  | { is: "role lets me in"; role: string }
  | { is: "no role"; account: AccountId }
  | { is: "role refused"; role: RefusedRole }
  | { is: "other account"; account: AccountId }
  | { is: "job role"; name: string }
  | { is: "no job role"; name: string }
  | { is: "job role shut"; name: string }
  | { is: "job role elsewhere"; name: string; account: string }
  | { is: "queues"; names: readonly string[] }
  | { is: "no queue" }
  | { is: "queue gone"; name: string }
  | { is: "queue off"; name: string }
  | { is: "queue invalid"; name: string; reason?: string }
  | { is: "queue bare"; name: string }
  | { is: "environment off"; name: string; queues: readonly string[] }
  | { is: "environment invalid"; name: string; queues: readonly string[]; reason?: string }
  | { is: "events come"; by: EventRoad }
  | { is: "no event key" }
  | { is: "road broken" | "road weak"; road: EventRoad; sentences: readonly string[] }
  | { is: "log group"; group: string }
  | { is: "log group to come"; group: string }
  | { is: "log group gone"; group: string; definition: string }
  | { is: "unseen"; parts: readonly LabPart[]; why: WhyUnseen };

/** `weak`: people can work, and something of it is not as it should be. */
export type LabOutcome = "missing" | "unseen" | "weak" | "fine";

const outcomes: Readonly<Record<LabFinding["is"], LabOutcome>> = {
  "role lets me in": "fine",
  "no role": "weak",
  "role refused": "missing",
  "other account": "missing",
  "job role": "fine",
  "no job role": "missing",
  "job role shut": "missing",
  "job role elsewhere": "missing",
  queues: "fine",
  "no queue": "missing",
  "queue gone": "missing",
  "queue off": "missing",
  "queue invalid": "missing",
  "queue bare": "missing",
  "environment off": "missing",
  "environment invalid": "missing",
  "events come": "fine",
  "no event key": "missing",
  "road broken": "missing",
  "road weak": "weak",
  "log group": "fine",
  "log group to come": "fine",
  "log group gone": "missing",
  unseen: "unseen",
};

export function labOutcomeOf({ is }: LabFinding): LabOutcome {
  return outcomes[is];
}

/** `account`: the one that taking the role on led to. */
export function roleFindings({ role, account: wanted }: Pi, account: AccountId): LabFinding[] {
  if (account !== wanted) return [{ is: "other account", account }];
  return [role === undefined ? { is: "no role", account } : { is: "role lets me in", role }];
}

/** As IAM tells of it: the document says who may take it on. */
export type RoleSeen = { arn: string; trustPolicy: string };

/** The name of the lab's job role, as IAM takes it, and where it is of another account, of which. */
export function jobRoleOf({ jobRole, account: own }: Pi): { name: string; elsewhere?: string } {
  const [, account] = /^arn:[\w-]+:iam::(\d{12}):role\//.exec(jobRole) ?? [];
  const name = jobRole.split("/").at(-1) ?? jobRole;
  return account === undefined || account === own ? { name } : { name, elsewhere: account };
}

export function jobRoleFindings(pi: Pi, seen: RoleSeen | undefined): LabFinding[] {
  const { name } = jobRoleOf(pi);
  const isOther = pi.jobRole.startsWith("arn:") && seen?.arn !== pi.jobRole;
  if (seen === undefined || isOther) return [{ is: "no job role", name }];
  return [letsTasksIn(seen.trustPolicy) ? { is: "job role", name } : { is: "job role shut", name }];
}

/** `queues`: those there are of the lab's. */
export function queueFindings({ queues: named }: Pi, queues: readonly JobQueue[]): LabFinding[] {
  const gone = (named ?? [])
    .filter((name) => !queues.some((queue) => queue.name === name))
    .map((name): LabFinding => ({ is: "queue gone", name }));
  if (queues.length === 0) return gone.length > 0 ? gone : [{ is: "no queue" }];
  const wrong = [...gone, ...queues.flatMap(wrongInQueue), ...wrongInEnvironments(queues)];
  const whole = queues.filter(
    (queue) => wrongInQueue(queue).length === 0 && wrongInEnvironments([queue]).length === 0,
  );
  return whole.length === 0 ? wrong : [...wrong, { is: "queues", names: whole.map(({ name }) => name) }];
}

function wrongInQueue({ name, enabled, valid, statusReason, environments }: JobQueue): LabFinding[] {
  return [
    ...(enabled ? [] : [{ is: "queue off" as const, name }]),
    ...(valid ? [] : [{ is: "queue invalid" as const, name, ...because(statusReason) }]),
    ...(environments.length > 0 ? [] : [{ is: "queue bare" as const, name }]),
  ];
}

/** Several queues may share one. */
function wrongInEnvironments(all: readonly JobQueue[]): LabFinding[] {
  const each = all.flatMap((queue) => queue.environments.map((environment) => ({ environment, queue })));
  return [...Map.groupBy(each, ({ environment }) => environment.name)].flatMap(([name, found]) => {
    const [first] = found;
    if (first === undefined) return [];
    const { enabled, valid, statusReason } = first.environment;
    const queues = found.map(({ queue }) => queue.name);
    return [
      ...(enabled ? [] : [{ is: "environment off" as const, name, queues }]),
      ...(valid ? [] : [{ is: "environment invalid" as const, name, queues, ...because(statusReason) }]),
    ];
  });
}

function because(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === "" ? {} : { reason };
}

/** By which ways the bot takes events. */
export type EventWays = {
  /** Whether an event of this account is let in over HTTP. */
  hasKeyOf(account: AccountId): boolean;
  /** Absent: none is read from a queue. */
  queueUrl?: string | undefined;
};

/** `name` begins the names of its parts; `endpoint` and `postsAs` as far as they are there. */
export type EventRoad =
  | { to: "webhook"; name: string; endpoint?: string; postsAs?: string }
  | { to: "queue" };

/** `weak`: events arrive, and may be lost on a bad day. */
export type RoadSeen = { road: EventRoad; wrong: readonly { weight: "broken" | "weak"; sentence: string }[] };

/** One road that carries is enough. */
export function eventFindings(roads: readonly RoadSeen[], hasKey: boolean): LabFinding[] {
  const carries = ({ road, wrong }: RoadSeen) =>
    wrong.every(({ weight }) => weight === "weak") && (road.to === "queue" || hasKey);
  const whole = roads.find(carries);
  if (whole !== undefined)
    return [{ is: "events come", by: whole.road }, ...roadFindings("road weak", whole)];
  const isKeyMissing = !hasKey && roads.some(({ road }) => road.to === "webhook");
  return [
    ...(isKeyMissing ? [{ is: "no event key" as const }] : []),
    ...roads.flatMap((seen) => roadFindings("road broken", seen)),
  ];
}

function roadFindings(is: "road broken" | "road weak", { road, wrong }: RoadSeen): LabFinding[] {
  const weight = is === "road weak" ? "weak" : "broken";
  const sentences = wrong.filter((each) => each.weight === weight).map(({ sentence }) => sentence);
  return sentences.length === 0 ? [] : [{ is, road, sentences }];
}

/** Where jobs write: without a definition it is where Batch lets them write by itself. */
export type LogGroup = { group: string; region?: string; definition?: string; isMadeByJob: boolean };

export function logGroupFindings({ group, definition, isMadeByJob }: LogGroup, isThere: boolean): LabFinding {
  if (isThere) return { is: "log group", group };
  return definition === undefined || isMadeByJob
    ? { is: "log group to come", group }
    : { is: "log group gone", group, definition };
}

export type WhyUnseen =
  /** The lab's role does not let us in. */
  | { is: "shut out" }
  /** `right`: which AWS says that we lack. */
  | { is: "denied"; right?: string }
  | { is: "busy" }
  | { is: "silent" }
  | { is: "refused"; words: string };

const denials = /AccessDenied|Unauthorized|NotAuthorized/i;

export function whyUnseen({ kind, code, message, role }: Trouble): WhyUnseen {
  if (role !== undefined) return { is: "shut out" };
  if (kind === "later") return { is: "busy" };
  if (kind === "unknown") return { is: "silent" };
  if (!denials.test(code)) return { is: "refused", words: message };
  const [, right] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  return { is: "denied", ...(right === undefined ? {} : { right }) };
}

/** What keeps several parts from being looked at is told once. */
export function unseenTogether(findings: readonly LabFinding[]): LabFinding[] {
  const unseen = findings.flatMap((finding) => (finding.is === "unseen" ? [finding] : []));
  const together = [...Map.groupBy(unseen, ({ why }) => JSON.stringify(why)).values()].map((alike) => ({
    is: "unseen" as const,
    parts: [...new Set(alike.flatMap(({ parts }) => parts))],
    why: alike[0]?.why ?? ({ is: "silent" } as const),
  }));
  return [...findings.filter(({ is }) => is !== "unseen"), ...together];
}
