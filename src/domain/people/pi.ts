import type { AccountId, ChannelId, MemberId, PiName } from "../ids.ts";

/** A lab head and what the labs file says about the lab. */
export type Pi = {
  name: PiName;
  account: AccountId;
  region: string;
  /** Role to assume for this PI; the process's own credentials when absent. */
  role?: string;
  externalId?: string;
  /** Queue names; all of the account when absent. */
  queues?: readonly string[];
  /** Globs on definition names; when absent, any definition whose job role is the PI's or that has none. */
  definitions?: readonly string[];
  commands: "any" | "definition" | "approve";
  /** Home channel: adopted jobs, approvals, cards that cannot go elsewhere, digests. */
  channel: ChannelId;
  /** Further channels that are the lab's own. */
  channels: readonly ChannelId[];
  adopt: boolean;
  /** Tag that names a workflow run. */
  runTag?: string;
  limits: PiLimits;
  approveAbove?: { vcpus?: number; memoryGiB?: number };
  stop: "lab" | "owner";
  logs: { inThreads: boolean; share: "lab" | "off"; mask: readonly string[] };
  arrayRetry: "shell" | "env" | "off";
  mayDefine: boolean;
  digest: "weekly" | "off";
  waitMinutes: number;
  /** Name or ARN of the role a definition must carry, or none. */
  jobRole: string;
  scratch: { host: string; mount: string };
  /** Whether guests of the workspace may be of the lab. */
  guests: boolean;
  members: readonly MemberSeed[];
};

/** More is refused, with what would fit. `hours` is the longest timeout. */
export type PiLimits = {
  vcpus?: number;
  memoryGiB?: number;
  arraySize?: number;
  hours?: number;
  commandsPerMinute?: number;
  openSubmissions?: number;
  vcpuHoursPerMonth?: number;
};

export type Role = "member" | "manager";

/** A row of the labs file: the roster follows it until people change in Slack what it says. */
export type MemberSeed = { slack: MemberId; hutchnet: string; role: Role };

export type Institute = {
  name?: string;
  helpChannel?: ChannelId;
  adminChannel?: ChannelId;
  docs?: string;
  /** Console address with `{account}`, `{role}` and `{url}` in it. */
  consoleLink?: string;
  /** How long it is kept who did what. */
  keepAuditDays?: number;
};

/** The labs file, checked and with its defaults filled in. */
export type Labs = { institute: Institute; pis: ReadonlyMap<PiName, Pi> };

/** Lastname-initial, or one of the divisional names. Source: the institute's account naming. */
export const piNamePattern = /^([a-z]{1,20}-[a-z]|adm-scicomp|bs|crd|hb|hdc|phs|sr|sr-genomics|vidd)$/;

/** A channel in which everybody may see the lab's commands, parameters and log lines. */
export function isOwnChannel(pi: Pi, channel: ChannelId): boolean {
  return pi.channel === channel || pi.channels.includes(channel);
}
