import type { Job } from "../../domain/job/job.ts";
import type { LogPart, WholeLog } from "../../domain/logs/whole-log.ts";
import { jobName } from "../job/job-words.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { bytesWords } from "../text/bytes.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";

/** `align-NA12878 (index 17, attempt 1 of 3)`, `12 children of align-NA12878` */
export function logOf(job: Job, { parts, partsLeft = 0 }: Pick<WholeLog, "parts" | "partsLeft">): Prose {
  const [first] = parts;
  if (first === undefined) return jobName(job);
  const children = new Set(parts.map(({ index }) => index));
  if (children.size > 1) {
    const left =
      partsLeft === 0 ? undefined : say` (the first ${children.size} of ${children.size + partsLeft})`;
    return say`${counted(children.size, "child").replace("childs", "children")} of ${jobName(job)}${left}`;
  }
  const words = partWords(job, first);
  return say`${jobName(job)}${words.length > 0 ? say` (${words})` : undefined}`;
}

/** `index 17, attempt 1 of 3`; nothing of a job that has one log alone. */
export function partWords(job: Pick<Job, "asked">, { index, node, attempt, attempts }: LogPart): Prose {
  return joined(
    [
      node === undefined ? undefined : say`node ${String(node)}`,
      index === undefined ? undefined : say`${childWords(job, index)}`,
      attempts <= 1 ? undefined : say`attempt ${attempt} of ${attempts}`,
    ],
    ", ",
  );
}

/** `200,000 lines, 18 MB` */
export function amountWords({ lines, bytes }: { lines: number; bytes: number }): string {
  return `${counted(lines, "line")}, ${bytesWords(bytes)}`;
}
