import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { MemberId } from "../domain/ids.ts";
import type { Pi } from "../domain/people/pi.ts";
import { lackingRight, type RefusedRole, type RoleTakenOn } from "../domain/people/refused-role.ts";
import { AwsTrouble, toAwsTrouble } from "./aws-trouble.ts";

/** On whose behalf AWS is asked: a named member, or the bot itself, which only reads. */
export type Actor = { member: MemberId; hutchnet: string } | "system";

/** Throws AwsTrouble, never of kind `unknown`: without credentials the call itself was not sent. */
export type Credentials = () => Promise<Session>;

type Session = Awaited<ReturnType<ReturnType<typeof fromTemporaryCredentials>>>;

export type CredentialsOptions = {
  nowMs(): number;
  requestHandler: object;
  /** The role does not let us in: for good, until somebody changes it. */
  onRefused?(role: RefusedRole): void;
  /** It has let us in. */
  onTakenOn?(role: RoleTakenOn): void;
};

/** The SDK's clients ask anew when five minutes are left; asked then, we must not answer with the same session. */
const renewBeforeMs = 6 * 60_000;

/** Sessions of a PI's role for one actor: each is kept until shortly before its end, whoever and however many ask. */
export function assumedRole(
  pi: Pi & { role: string },
  actor: Actor,
  { nowMs, requestHandler, onRefused, onTakenOn }: CredentialsOptions,
): Credentials {
  const assume = fromTemporaryCredentials({
    params: assumeRoleInput(pi, actor),
    clientConfig: { region: pi.region, requestHandler, maxAttempts: 3 },
  });
  let session: Promise<Session> | undefined;
  let renewAtMs = Number.POSITIVE_INFINITY;
  const open = async (): Promise<Session> => {
    try {
      const opened = await assume();
      renewAtMs = (opened.expiration?.getTime() ?? nowMs()) - renewBeforeMs;
      onTakenOn?.({ pi: pi.name, role: pi.role, as: actor === "system" ? "bot" : "person" });
      return opened;
    } catch (error) {
      session = undefined;
      const trouble = notAssumed(pi, error);
      if (trouble.role !== undefined) onRefused?.(trouble.role);
      throw trouble;
    }
  };
  return () => {
    if (session === undefined || nowMs() >= renewAtMs) {
      renewAtMs = Number.POSITIVE_INFINITY;
      session = open();
    }
    return session;
  };
}

/** CloudTrail shows the person in the session's name and its source identity. */
function assumeRoleInput(pi: Pi & { role: string }, actor: Actor) {
  const person = actor === "system" ? undefined : actor;
  return {
    RoleArn: pi.role,
    RoleSessionName: sessionName(person?.hutchnet ?? "system"),
    // The longest that a role taken on from another role may last.
    DurationSeconds: 3_600,
    ...(pi.externalId === undefined ? {} : { ExternalId: pi.externalId }),
    ...(person === undefined ? {} : { SourceIdentity: person.member }),
    Tags: [
      { Key: "pi", Value: pi.name },
      ...(person === undefined ? [] : [{ Key: "member", Value: person.member }]),
    ],
  };
}

/** AWS takes 2 to 64 letters, digits and `_+=,.@-`. */
function sessionName(name: string): string {
  return `batchmate-${name.replace(/[^\w+=,.@-]/g, "-")}`.slice(0, 64);
}

/** Nobody got further than the door: what nobody knows of AssumeRole may be tried again. */
function notAssumed({ name: pi, role }: Pi & { role: string }, cause: unknown): AwsTrouble {
  const { kind, code, message } = toAwsTrouble(cause);
  if (kind !== "permanent")
    return new AwsTrouble(kind === "unknown" ? "later" : kind, code, { message, cause });
  return new AwsTrouble(kind, code, {
    message,
    cause,
    role: { pi, role, lacks: lackingRight(code, message) },
  });
}
