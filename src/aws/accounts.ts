import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { RefusedRole, RoleTakenOn } from "../domain/people/refused-role.ts";
import { systemClock } from "../lifecycle/clock.ts";
import { callAws } from "./aws-trouble.ts";
import { type Actor, assumedRole, type Credentials } from "./credentials.ts";

export type { Actor } from "./credentials.ts";

/** Clients of AWS per PI and actor, in the PI's region; the endpoint is the SDK's, or that of `AWS_ENDPOINT_URL*`. */
export type Accounts = {
  /** Retries as the SDK does: for calls that may be repeated. */
  batch(pi: Pi, actor: Actor): BatchClient;
  /** Tries once: for SubmitJob, which has no client token. */
  batchOnce(pi: Pi, actor: Actor): BatchClient;
  logs(pi: Pi, actor: Actor, region?: string): CloudWatchLogsClient;
  iam(pi: Pi, actor: Actor): IAMClient;
  events(pi: Pi, actor: Actor): EventBridgeClient;
  /** Takes the lab's role on anew, whatever session is kept, and gives the account that it leads to. Throws AwsTrouble. */
  enter(pi: Pi, actor: Actor): Promise<AccountId>;
  /** From now on tells of each lab's role that lets nobody in. */
  onRefused?(hear: (role: RefusedRole) => void): void;
  /** And of each session of a role that was opened. */
  onTakenOn?(hear: (role: RoleTakenOn) => void): void;
  close(): void;
};

export type AccountsOptions = { nowMs?: () => number; connectTimeoutMs?: number; requestTimeoutMs?: number };

export function openAccounts({
  nowMs = systemClock.nowMs,
  connectTimeoutMs = 3_000,
  requestTimeoutMs = 10_000,
}: AccountsOptions = {}): Accounts {
  const requestHandler = {
    connectionTimeout: connectTimeoutMs,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
  };
  let hearRefused = (_role: RefusedRole): void => {};
  let hearTakenOn = (_role: RoleTakenOn): void => {};
  const clients = new Map<string, { destroy(): void }>();
  const roles = new Map<string, Credentials>();
  const pooled = <C extends { destroy(): void }>(key: string, open: () => C): C =>
    kept(clients, key, open as () => { destroy(): void }) as C;
  const newCredentials = (pi: Pi & { role: string }, actor: Actor): Credentials =>
    assumedRole(pi, actor, {
      nowMs,
      requestHandler,
      onRefused: (role) => hearRefused(role),
      onTakenOn: (role) => hearTakenOn(role),
    });
  /** One per role and actor, shared by all its clients: each client alone would assume the role once more. */
  const credentialsOf = (pi: Pi, actor: Actor): { credentials?: Credentials } => {
    if (pi.role === undefined) return {};
    const { role } = pi;
    return { credentials: kept(roles, keyOf(pi, actor), () => newCredentials({ ...pi, role }, actor)) };
  };
  const options = (pi: Pi, actor: Actor, call: { maxAttempts: number; region: string }) => ({
    ...call,
    requestHandler,
    ...credentialsOf(pi, actor),
  });
  const batch = (pi: Pi, actor: Actor, maxAttempts: number): BatchClient =>
    pooled(
      `batch ${maxAttempts} ${keyOf(pi, actor)}`,
      () => new BatchClient(options(pi, actor, { maxAttempts, region: pi.region })),
    );
  return {
    batch: (pi, actor) => batch(pi, actor, 3),
    batchOnce: (pi, actor) => batch(pi, actor, 1),
    logs: (pi, actor, region = pi.region) =>
      pooled(
        `logs ${region} ${keyOf(pi, actor)}`,
        () => new CloudWatchLogsClient(options(pi, actor, { maxAttempts: 3, region })),
      ),
    iam: (pi, actor) =>
      pooled(
        `iam ${keyOf(pi, actor)}`,
        () => new IAMClient(options(pi, actor, { maxAttempts: 3, region: pi.region })),
      ),
    events: (pi, actor) =>
      pooled(
        `events ${keyOf(pi, actor)}`,
        () => new EventBridgeClient(options(pi, actor, { maxAttempts: 3, region: pi.region })),
      ),
    enter: async (pi, actor) => {
      const { role, region } = pi;
      const credentials = role === undefined ? {} : { credentials: newCredentials({ ...pi, role }, actor) };
      const client = new STSClient({ maxAttempts: 3, region, requestHandler, ...credentials });
      try {
        const { Account = "" } = await callAws(() => client.send(new GetCallerIdentityCommand({})));
        return Account as AccountId;
      } finally {
        client.destroy();
      }
    },
    onRefused: (listener) => {
      hearRefused = listener;
    },
    onTakenOn: (listener) => {
      hearTakenOn = listener;
    },
    close: () => {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

/** What was used least lately is let go. A client that is let go ends what it is at: it is not destroyed. */
function kept<T>(pool: Map<string, T>, key: string, open: () => T): T {
  const value = pool.get(key) ?? open();
  pool.delete(key);
  pool.set(key, value);
  const [oldest] = pool.keys();
  if (pool.size > limits.awsClients && oldest !== undefined) pool.delete(oldest);
  return value;
}

/** All that makes a session: the labs file and the roster may change while we run. */
function keyOf(pi: Pi, actor: Actor): string {
  const who = actor === "system" ? ["system"] : [actor.member, actor.hutchnet];
  return JSON.stringify([pi.name, pi.account, pi.role, pi.externalId, pi.region, ...who]);
}
