import type { MemberId, SubmissionId } from "./ids.ts";
import type { Job } from "./job.ts";
import { isEnded } from "./job-state.ts";
import { limits } from "./limits.ts";
import { explainBlocked } from "./waiting.ts";

/** What somebody is told of in the morning: how what came in their quiet hours stands now. */
export type Digest = {
  kind: "digest";
  to: MemberId;
  /** The first of them, failures before all. */
  jobs: readonly SubmissionId[];
  counts: Readonly<Record<DigestState, number>>;
};

export type DigestState = "failed" | "blocked" | "stopped" | "succeeded";

/** Undefined where nothing is left to tell: what could not start may have started since. */
export function digestOf(to: MemberId, jobs: readonly Job[]): Digest | undefined {
  const told = order.flatMap((state) =>
    jobs.filter((job) => digestState(job) === state).map(({ id }) => ({ state, id })),
  );
  if (told.length === 0) return undefined;
  const count = (wanted: DigestState): number => told.filter(({ state }) => state === wanted).length;
  return {
    kind: "digest",
    to,
    jobs: told.slice(0, limits.digestLines).map(({ id }) => id),
    counts: {
      failed: count("failed"),
      blocked: count("blocked"),
      stopped: count("stopped"),
      succeeded: count("succeeded"),
    },
  };
}

const order: readonly DigestState[] = ["failed", "blocked", "stopped", "succeeded"];

function digestState({ state, blocked, asked, queue }: Job): DigestState | undefined {
  if (isEnded(state)) return state === "succeeded" || state === "stopped" ? state : "failed";
  if (blocked === undefined) return undefined;
  const { who } = explainBlocked({ statusReason: blocked.reason, size: asked.size, queue });
  return who === "nobody" ? undefined : "blocked";
}
