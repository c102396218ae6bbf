import { RegisterJobDefinitionCommand } from "@aws-sdk/client-batch";
import type { JobDefinition } from "../domain/job/job-definition.ts";
import type { Pi } from "../domain/people/pi.ts";
import { type DefinitionRequest, isSameDefinition } from "../domain/submission/definition-skeleton.ts";
import type { Accounts, Actor } from "./accounts.ts";
import { AwsTrouble, callAws } from "./aws-trouble.ts";
import { newestDescribed, toDefinition } from "./definitions.ts";

/** `isNew`: false where AWS had the very same already. */
export type Registered = { revision: number; isNew: boolean };

export type RegisterOptions = {
  pi: Pi;
  actor: Actor;
  request: DefinitionRequest;
  /** Asked with the newest revision there is: when it says no, nothing is registered. */
  mayFollow(newest: JobDefinition | undefined): boolean;
};

/**
 * Registers a revision, unless the newest is the very same: RegisterJobDefinition has no client token, so that what was
 * done before a crash is known by that alone. Throws AwsTrouble.
 */
export async function registerDefinition(
  accounts: Accounts,
  { pi, actor, request, mayFollow }: RegisterOptions,
): Promise<Registered | "name taken"> {
  const newest = () => newestDescribed(accounts, { pi, actor }, request.jobDefinitionName);
  const known = await newest();
  if (!mayFollow(known && toDefinition(known))) return "name taken";
  if (isSameDefinition(request, known)) return { revision: known?.revision ?? 0, isNew: false };
  try {
    const { revision = 0 } = await callAws(() =>
      accounts.batchOnce(pi, actor).send(new RegisterJobDefinitionCommand(request)),
    );
    return { revision, isNew: true };
  } catch (error) {
    if (!(error instanceof AwsTrouble && error.kind === "unknown")) throw error;
    // Perhaps it was done, and only its answer was lost.
    const now = await newest();
    if (!isSameDefinition(request, now)) throw error;
    return { revision: now?.revision ?? 0, isNew: true };
  }
}
