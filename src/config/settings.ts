/** Looks at the environment's variables one by one and keeps what is wrong with them. */
import { nearest } from "../domain/nearest.ts";
import { looksSecret } from "../domain/secrets/secret.ts";
import { type AllowedEndpoints, endpointMistake, type Vendor } from "./endpoint-guard.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Settings = ReturnType<typeof settingsOf>;

/** One look at a variable: an empty one counts as not set, as compose files write it. */
export function settingsOf(env: Environment, problems: string[]) {
  const allowed: AllowedEndpoints = env.BATCHMATE_ALLOW_ENDPOINTS === "1" ? "any" : "vendor and loopback";
  const text = (name: string) => env[name]?.trim() || undefined;
  const wrong = (name: string, words: string) => {
    problems.push(`${name} ${words}`);
    return undefined;
  };
  if (!["1", "0", undefined].includes(text("BATCHMATE_ALLOW_ENDPOINTS"))) {
    wrong("BATCHMATE_ALLOW_ENDPOINTS", "must be 1, or left out");
  }
  return {
    names: Object.keys(env).sort(),
    text,
    wrong,
    problem: (words: string) => problems.push(words),
    endpoint: (name: string, vendor: Vendor) => {
      const address = text(name);
      const mistake = address && endpointMistake(address, vendor, allowed);
      return mistake ? wrong(name, mistake) : address;
    },
    number: (name: string, { least, most }: { least: number; most: number }) => {
      const given = text(name);
      if (given === undefined) return undefined;
      const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
      if (value >= least && value <= most) return value;
      return wrong(
        name,
        `must be a number up to ${most}${least >= 1 ? "" : " and more than 0"}${shown(name, given)}`,
      );
    },
  };
}

export function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}

const ownVariables = [
  "BATCHMATE_LABS",
  "BATCHMATE_ADMINS",
  "BATCHMATE_EVENT_KEYS",
  "BATCHMATE_EVENT_QUEUE_URL",
  "BATCHMATE_RECONCILE_SECONDS",
  "BATCHMATE_ALLOW_ENDPOINTS",
];

/** A name of ours that is almost right would otherwise be passed over in silence. */
export function misspelt(env: Environment): string[] {
  const strangers = Object.keys(env).filter(
    (name) => name.startsWith("BATCHMATE_") && !ownVariables.includes(name),
  );
  return strangers.flatMap((name) => {
    const meant = nearest(
      name.slice(10),
      ownVariables.map((known) => known.slice(10)),
    );
    return meant === undefined ? [] : `${name} is not known; did you mean BATCHMATE_${meant}?`;
  });
}

/** A value in the wrong variable may be a secret from another. */
export function shown(name: string, given: string): string {
  return given.length > 16 || looksSecret(name, given) ? "" : `, not "${given}"`;
}
