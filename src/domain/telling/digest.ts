import type { MemberId, SubmissionId } from "../ids.ts";
import type { Job } from "../job/job.ts";
import { isEnded } from "../job/job-state.ts";
import { explainBlocked } from "../job/waiting.ts";
import { limits } from "../limits.ts";

/** What somebody is told of in the morning: how what came in their quiet hours stands now. */
export type Digest = {
  kind: "digest";
  to: MemberId;
  /** The first of them, failures before all; of jobs that were refused together the first alone. */
  jobs: readonly SubmissionId[];
  /** How many such a first one stands for, itself among them. */
  together?: Readonly<Record<SubmissionId, number>>;
  counts: Readonly<Record<DigestState, number>>;
};

export type DigestState = "failed" | "blocked" | "stopped" | "succeeded";

/** Undefined where nothing is left to tell: what could not start may have started since. */
export function digestOf(to: MemberId, jobs: readonly Job[]): Digest | undefined {
  const told = order.flatMap((state) =>
    jobs.filter((job) => digestState(job) === state).map((job) => ({ state, job })),
  );
  if (told.length === 0) return undefined;
  const lines = [...Map.groupBy(told, ({ job }) => (isRefusedTogether(job) ? job.subject : job.id)).values()]
    .map(([first, ...more]) => ({ id: first?.job.id, size: 1 + more.length }))
    .filter((line): line is { id: SubmissionId; size: number } => line.id !== undefined)
    .slice(0, limits.digestLines);
  const together = lines.filter(({ size }) => size > 1).map(({ id, size }) => [id, size]);
  const count = (wanted: DigestState): number => told.filter(({ state }) => state === wanted).length;
  return {
    kind: "digest",
    to,
    jobs: lines.map(({ id }) => id),
    ...(together.length > 0 && { together: Object.fromEntries(together) }),
    counts: {
      failed: count("failed"),
      blocked: count("blocked"),
      stopped: count("stopped"),
      succeeded: count("succeeded"),
    },
  };
}

/** One decision, which has one line. */
function isRefusedTogether({ state, approval }: Job): boolean {
  return state === "rejected" && approval?.together !== undefined && approval.outcome !== undefined;
}

const order: readonly DigestState[] = ["failed", "blocked", "stopped", "succeeded"];

function digestState({ state, blocked, asked, queue }: Job): DigestState | undefined {
  if (isEnded(state)) return state === "succeeded" || state === "stopped" ? state : "failed";
  if (blocked === undefined) return undefined;
  const { who } = explainBlocked({ statusReason: blocked.reason, size: asked.size, queue });
  return who === "nobody" ? undefined : "blocked";
}
