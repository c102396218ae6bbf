import { limits } from "../domain/limits.ts";
import type { Trouble } from "../domain/trouble.ts";

/** Whether Slack answers us: after some silences in a row, or one locked door, nothing is tried but a probe now and then. */
export type SlackHealth = {
  answered(): void;
  /** Slack answered 5xx, or not at all. */
  silent(nowMs: number): void;
  /** A call failed: a refusal is an answer too, and what is not Slack's doing says nothing. */
  failed(trouble: Trouble, nowMs: number): void;
  /** In how many ms the next probe is due; undefined while all is well. */
  probeInMs(nowMs: number): number | undefined;
};

/** `isLockedOut`: the token is no longer good, so that no call can succeed. */
export function slackHealth(isLockedOut: (trouble: Trouble) => boolean): SlackHealth {
  let silences = 0;
  let lastMs = 0;
  const answered = (): void => {
    silences = 0;
  };
  const silent = (nowMs: number): void => {
    silences += 1;
    lastMs = nowMs;
  };
  return {
    answered,
    silent,
    failed: (trouble, nowMs) => {
      const { kind, code } = trouble;
      if (isLockedOut(trouble)) {
        silences = limits.slackSilences;
        lastMs = nowMs;
      } else if (kind === "unknown" && code !== "unforeseen") silent(nowMs);
      else if (kind === "permanent" || code === "ratelimited") answered();
    },
    probeInMs: (nowMs) =>
      silences < limits.slackSilences ? undefined : Math.max(0, lastMs + limits.slackProbeMs - nowMs),
  };
}
