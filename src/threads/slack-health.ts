import { limits } from "../domain/limits.ts";
import type { Trouble } from "../domain/trouble.ts";

/** Whether Slack answers: after some silences in a row nothing is tried but a probe now and then. */
export type SlackHealth = {
  answered(): void;
  /** Slack answered 5xx, or not at all. */
  silent(nowMs: number): void;
  /** A call failed: a refusal is an answer too, and what is not Slack's doing says nothing. */
  failed(trouble: Trouble, nowMs: number): void;
  /** In how many ms the next probe is due; undefined while all is well. */
  probeInMs(nowMs: number): number | undefined;
};

export function slackHealth(): SlackHealth {
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
    failed: ({ kind, code }, nowMs) => {
      if (kind === "unknown" && code !== "unforeseen") silent(nowMs);
      if (kind === "permanent" || code === "ratelimited") answered();
    },
    probeInMs: (nowMs) =>
      silences < limits.slackSilences ? undefined : Math.max(0, lastMs + limits.slackProbeMs - nowMs),
  };
}
