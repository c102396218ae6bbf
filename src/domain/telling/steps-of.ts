import { type Job, maxAttempts } from "../job/job.ts";
import { isEnded } from "../job/job-state.ts";
import type { Said } from "./notices-of.ts";

/** What only who wants to hear of every step is told, besides what all are. Pure, like `noticesOf`. */
export function stepsOf(before: Job, after: Job): Said[] {
  if (isEnded(before.state) || isEnded(after.state) || after.asked.arraySize !== undefined) return [];
  if (after.state !== "starting" && after.state !== "running") return [];
  const attempt = (after.facts?.attempts.length ?? 0) + 1;
  const isStarting = after.state === "starting";
  // The first start is told to others too.
  if (!isStarting && attempt === 1) return [];
  return [
    {
      key: `${isStarting ? "starting" : "started"}:${attempt}`,
      notice: {
        kind: "started",
        attempt,
        maxAttempts: maxAttempts(after),
        isStep: true,
        ...(isStarting ? { isStarting: true } : {}),
      },
    },
  ];
}
