import type { RoleSeed } from "../iam/roles.ts";
import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Handlers } from "../wire/call.ts";
import type { Identities } from "./identities.ts";

type AssumeRoleInput = {
  RoleArn?: string;
  RoleSessionName?: string;
  DurationSeconds?: string;
  ExternalId?: string;
  SourceIdentity?: string;
  Tags?: { Key: string; Value: string }[];
};

const namePattern = /^[\w+=,.@-]{2,64}$/;

export function stsHandlers(identities: Identities, roles: RoleSeed[]): Handlers<"sts"> {
  return {
    AssumeRole: (input: AssumeRoleInput, caller) => assumeRole(identities, roles, input, caller),
    GetCallerIdentity: (_input, caller) => ({
      UserId: caller.userId,
      Account: caller.account,
      Arn: caller.arn,
    }),
  };
}

function assumeRole(
  identities: Identities,
  roles: RoleSeed[],
  input: AssumeRoleInput,
  caller: Caller,
): unknown {
  const { RoleArn = "", RoleSessionName = "", SourceIdentity, Tags = [] } = input;
  checkNames(RoleSessionName, SourceIdentity, Tags);
  const role = roles.find(({ arn }) => arn === RoleArn);
  const sticky = caller.session?.sourceIdentity;
  const isTrusted =
    role !== undefined &&
    role.service === undefined &&
    (role.externalId === undefined || role.externalId === input.ExternalId);
  // A source identity, once set, stays through role chaining.
  const keepsIdentity = sticky === undefined || SourceIdentity === undefined || sticky === SourceIdentity;
  if (!isTrusted || !keepsIdentity)
    throw new AwsError(
      "AccessDenied",
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      403,
    );
  const sourceIdentity = SourceIdentity ?? sticky;
  const key = identities.issue(
    readArn(role.arn)?.account ?? "",
    {
      roleArn: role.arn,
      name: RoleSessionName,
      sourceIdentity,
      tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    },
    durationSeconds(input.DurationSeconds, caller),
  );
  const roleName = role.arn.split("/").at(-1) ?? "";
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROALOCALLOCALLOCAL00:${RoleSessionName}`,
      Arn: `arn:aws:sts::${readArn(role.arn)?.account}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    SourceIdentity: sourceIdentity,
  };
}

function checkNames(session: string, sourceIdentity: string | undefined, tags: { Key: string }[]): void {
  if (!namePattern.test(session)) throw invalid("roleSessionName");
  if (sourceIdentity !== undefined && !namePattern.test(sourceIdentity)) throw invalid("sourceIdentity");
  if (tags.length > 50) throw invalid("tags");
}

function durationSeconds(text: string | undefined, caller: Caller): number {
  const seconds = Number(text ?? 3600);
  if (!(seconds >= 900 && seconds <= 43_200)) throw invalid("durationSeconds");
  if (caller.session && seconds > 3600)
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  return seconds;
}

function invalid(member: string): AwsError {
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint`,
  );
}
