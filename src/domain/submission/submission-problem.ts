/** The part of a submission that a mistake belongs to, named as the option is; a parameter under its own name. */
export type SubmissionField =
  | "name"
  | "jobdef"
  | "queue"
  | "command"
  | "vcpus"
  | "memory"
  | "gpus"
  | "env"
  | "array"
  | "attempts"
  | "timeout"
  | "dependsOn"
  | "shareId"
  | "tag"
  | "param"
  | "reason"
  | `param.${string}`;

/** What is wrong, as a full sentence; without a field it is about the whole. */
export type SubmissionProblem = { field?: SubmissionField; what: string };

export function under(field: SubmissionField, sentences: readonly string[]): SubmissionProblem[] {
  return sentences.map((what) => ({ field, what }));
}
