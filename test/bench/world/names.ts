/** What things are called in the bench: from a number alone, so that the load and the store need not be told each other's. */
export const benchAccount = "111122223333";
export const benchRegion = "us-west-2";
export const benchKey = "key-of-the-bench-0123456789";
export const signingSecret = "signing-secret-of-the-bench";
export const botToken = "xoxb-bench";
export const team = "T0BENCH";
export const owner = "U0JBLOW";

export const jobUuid = (n: number): string =>
  `${hex(Math.imul(n, 0x9e3779b1) >>> 0, 8)}-0000-4000-8000-${hex(n, 12)}`;

export const jobNameOf = (n: number): string => `jblow-align-${n}-k3x9q2`;

export const channelOf = (n: number): string => `C0LAB${n % channelCount}`;

export const channelCount = 50;

export function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, "0");
}

/** Below are jobs that AWS has just taken, from here on those that have ended. */
export const endedFrom = 100_000_000;

/** A thousand runs, however many jobs there are. */
export function runOf(n: number): string {
  return `run-${n % 1_000}`;
}
