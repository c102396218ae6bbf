import { limits } from "../domain/limits.ts";

/** Whether Slack answers: after some silences in a row nothing is tried but a probe now and then. */
export type SlackHealth = {
  answered(): void;
  /** Slack answered 5xx, or not at all. */
  silent(nowMs: number): void;
  /** In how many ms the next probe is due; undefined while all is well. */
  probeInMs(nowMs: number): number | undefined;
};

export function slackHealth(): SlackHealth {
  let silences = 0;
  let lastMs = 0;
  return {
    answered: () => {
      silences = 0;
    },
    silent: (nowMs) => {
      silences += 1;
      lastMs = nowMs;
    },
    probeInMs: (nowMs) =>
      silences < limits.slackSilences ? undefined : Math.max(0, lastMs + limits.slackProbeMs - nowMs),
  };
}
