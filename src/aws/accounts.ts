import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { MemberId, PiName } from "../domain/ids.ts";
import type { Pi } from "../domain/pi.ts";

/** On whose behalf AWS is asked: a named member, or the bot itself, which only reads. */
export type Actor = { member: MemberId; hutchnet: string } | "system";

/** Clients of AWS per PI and actor. CloudTrail shows the person in the session's name and source identity. */
export type Accounts = {
  /** Retries as the SDK does: for calls that may be repeated. */
  batch(pi: Pi, actor: Actor): BatchClient;
  /** Tries once: for SubmitJob, which has no client token. */
  batchOnce(pi: Pi, actor: Actor): BatchClient;
  logs(pi: Pi, actor: Actor, region?: string): CloudWatchLogsClient;
  close(): void;
};

type ClientOptions = ReturnType<typeof optionsFor>;

export function openAccounts(): Accounts {
  const clients = new Map<string, { destroy(): void }>();
  const pooled = <C extends { destroy(): void }>(key: string, open: () => C): C => {
    const known = clients.get(key) as C | undefined;
    if (known !== undefined) return known;
    const client = open();
    clients.set(key, client);
    return client;
  };
  const credentials = credentialsByActor();
  const options = (pi: Pi, actor: Actor, maxAttempts: number, region = pi.region): ClientOptions =>
    optionsFor(region, maxAttempts, credentials(pi, actor));
  return {
    batch: (pi, actor) => pooled(`batch ${keyOf(pi, actor)}`, () => new BatchClient(options(pi, actor, 3))),
    batchOnce: (pi, actor) =>
      pooled(`once ${keyOf(pi, actor)}`, () => new BatchClient(options(pi, actor, 1))),
    logs: (pi, actor, region = pi.region) =>
      pooled(
        `logs ${region} ${keyOf(pi, actor)}`,
        () => new CloudWatchLogsClient(options(pi, actor, 3, region)),
      ),
    close: () => {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

function optionsFor(region: string, maxAttempts: number, credentials: Credentials | undefined) {
  return {
    region,
    maxAttempts,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(credentials === undefined ? {} : { credentials }),
  };
}

type Credentials = ReturnType<typeof fromTemporaryCredentials>;

/** One provider per role and actor, shared by all its clients, so that a role is assumed once an hour and not per client. */
function credentialsByActor(): (pi: Pi, actor: Actor) => Credentials | undefined {
  const known = new Map<string, Credentials>();
  return (pi, actor) => {
    if (pi.role === undefined) return undefined;
    const key = keyOf(pi, actor);
    const provider = known.get(key) ?? assumeRole({ ...pi, role: pi.role }, actor);
    known.set(key, provider);
    return provider;
  };
}

function assumeRole(pi: Pi & { role: string }, actor: Actor): Credentials {
  const person = actor === "system" ? undefined : actor;
  return fromTemporaryCredentials({
    params: {
      RoleArn: pi.role,
      RoleSessionName: sessionName(person?.hutchnet ?? "system"),
      DurationSeconds: 3_600,
      ...(pi.externalId === undefined ? {} : { ExternalId: pi.externalId }),
      ...(person === undefined ? {} : { SourceIdentity: person.member }),
      Tags: [
        { Key: "pi", Value: pi.name },
        ...(person === undefined ? [] : [{ Key: "member", Value: person.member }]),
      ],
    },
    clientConfig: { region: pi.region },
  });
}

/** AWS takes 2 to 64 letters, digits and `_=,.@-`. */
function sessionName(name: string): string {
  return `batchmate-${name.replace(/[^\w=,.@-]/g, "-")}`.slice(0, 64);
}

/** The role and the region stand in the key: the labs file may change while we run. */
function keyOf(pi: Pi, actor: Actor): string {
  const who: MemberId | PiName | string = actor === "system" ? "system" : actor.member;
  return [pi.name, pi.account, pi.role, pi.externalId, pi.region, who].join(" ");
}
