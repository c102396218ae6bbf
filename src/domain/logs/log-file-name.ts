import type { Job } from "../job/job.ts";

/** Of what a log is, as far as its file's name says it. */
export type LogFileOf = {
  job: Job;
  /** Said where the job has had more than one. */
  attempt?: number;
  /** As people know them. */
  indexes?: readonly number[];
  node?: number;
};

/** `align-NA12878_3fa9_attempt-2.log`: what any system takes as a file's name, whatever the job is called. */
export function logFileName({ job, attempt, indexes = [], node }: LogFileOf): string {
  const [only] = indexes;
  const which = [
    job.batchId?.slice(0, idChars),
    indexes.length > 1 ? `${indexes.length}-children` : only === undefined ? undefined : `index-${only}`,
    node === undefined ? undefined : `node-${node}`,
    attempt === undefined ? undefined : `attempt-${attempt}`,
  ];
  const parts = [plain(job.name), ...which].filter((part) => part !== undefined && part !== "");
  return `${parts.join("_") || "job"}.log`;
}

const idChars = 4;
const nameChars = 100;

/** No folder, no hidden file, no option of a program. */
function plain(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/-{2,}/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, nameChars);
}
