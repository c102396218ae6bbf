// Who an access key belongs to: a lab's base key, or a session that AssumeRole handed out.

import { randomBytes } from "node:crypto";
import type { Service } from "../coverage.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Session } from "../wire/call.ts";
import type { Scope } from "../wire/scope.ts";

type TemporaryKey = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: number;
};

export type Identities = {
  /** Throws what AWS answers to a key that is unknown or expired. */
  caller: (scope: Scope, sessionToken: string | undefined, service: Service) => Caller;
  issue: (account: string, session: Session, durationSeconds: number) => TemporaryKey;
  /** Ends every session now, as if its hour had passed. */
  expireAll: () => void;
};

export function createIdentities(accounts: ReadonlySet<string>): Identities {
  const sessions = new Map<string, TemporaryKey & { account: string; session: Session }>();
  return {
    caller(scope, sessionToken, service) {
      const { accessKeyId } = scope;
      const base = /^AKIA[A-Z]*(\d{12})$/.exec(accessKeyId)?.[1];
      if (base !== undefined && accounts.has(base)) return baseCaller(base, scope);
      const found = sessions.get(accessKeyId);
      if (!found || found.sessionToken !== sessionToken) throw unknownKey(service);
      if (found.expiresAt <= Date.now()) throw expired(service);
      return sessionCaller(found.account, scope, found.session);
    },
    issue(account, session, durationSeconds) {
      const key = {
        accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString("base64"),
        sessionToken: randomBytes(90).toString("base64"),
        expiresAt: Date.now() + durationSeconds * 1000,
      };
      sessions.set(key.accessKeyId, { ...key, account, session });
      return key;
    },
    expireAll() {
      for (const session of sessions.values()) session.expiresAt = 0;
    },
  };
}

function baseCaller(account: string, { accessKeyId, region }: Scope): Caller {
  const arn = `arn:aws:iam::${account}:user/local`;
  return { account, region, accessKeyId, arn, userId: "AIDALOCALLOCALLOCAL00", session: undefined };
}

function sessionCaller(account: string, { accessKeyId, region }: Scope, session: Session): Caller {
  const role = session.roleArn.split("/").at(-1) ?? "";
  return {
    account,
    region,
    accessKeyId,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session.name}`,
    userId: `AROALOCALLOCALLOCAL00:${session.name}`,
    session,
  };
}

function unknownKey(service: Service): AwsError {
  const code = isQuery(service) ? "InvalidClientTokenId" : "UnrecognizedClientException";
  return new AwsError(code, "The security token included in the request is invalid.", 403);
}

function expired(service: Service): AwsError {
  const code = isQuery(service) ? "ExpiredToken" : "ExpiredTokenException";
  return new AwsError(code, "The security token included in the request is expired", 403);
}

/** The older protocol has names of its own. */
function isQuery(service: Service): boolean {
  return service === "sts" || service === "iam";
}
