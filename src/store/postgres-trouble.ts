import { DatabaseError } from "pg";
import { StoreTrouble } from "./store-trouble.ts";

/** Classes of SQLSTATE in which the server may answer otherwise when asked again. Source: PostgreSQL's appendix A. */
const passing: Readonly<Record<string, string>> = {
  "08": "the connection broke",
  "40": "another transaction was quicker",
  "53": "the server lacks memory, space or connections",
  "55": "a lock was not to be had in time",
  "57": "the server shuts down, starts up, or broke off what took too long",
  "58": "the server's system failed",
};

/** `25P03`: a transaction was idle for so long that the server broke it off. */
const brokenOff = "25P03";

/** Whatever went wrong with PostgreSQL, in our words. What the server did not say itself is about the way to it. */
export function postgresTrouble(error: unknown): StoreTrouble {
  if (error instanceof StoreTrouble) return error;
  const code = codeOf(error);
  const why = code === undefined ? "it can not be reached" : passing[code.slice(0, 2)];
  const isPassing = why !== undefined || code === brokenOff;
  const said = error instanceof Error && error.message !== "" ? error.message : String(codeOfSystem(error));
  return new StoreTrouble(isPassing ? "later" : "permanent", `PostgreSQL: ${why ?? "it refuses"} (${said})`, {
    cause: error,
  });
}

/**
 * Serialization failures and deadlocks; and a row that another has added between our look and our own adding:
 * done again, the look finds it.
 */
const lostRaces: readonly (string | undefined)[] = ["40001", "40P01", "23505"];

export function isLostRace(error: unknown): boolean {
  return error instanceof StoreTrouble && lostRaces.includes(codeOf(error.cause));
}

function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/** Node says why a connection failed in a code alone when several addresses were tried. */
function codeOfSystem(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
