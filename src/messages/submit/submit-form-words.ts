/** How a form speaks of its own fields, where a typed line has options. */

export const fieldLabels: Readonly<Record<string, string>> = {
  lab: "Lab",
  jobdef: "What to run",
  name: "Name",
  queue: "Queue",
  reason: "Why you need it",
  command: "Command",
  vcpus: "vCPUs",
  memory: "Memory",
  gpus: "GPUs",
  env: "Environment",
  array: "Array",
  attempts: "Attempts",
  retryOn: "Try again after",
  timeout: "Time limit",
  dependsOn: "Wait for other jobs",
  param: "Other parameters",
  shareId: "Share identifier",
  script: "Script in S3",
  tag: "Tags",
};

const optionWords: Readonly<Record<string, string>> = {
  vcpus: "vCPUs",
  gpus: "GPUs",
  "share-id": "share identifier",
  param: "the parameter",
  env: "the variable",
  timeout: "a time limit of",
  "retry-on": "Try again after",
  jobdef: "What to run",
};

/** A sentence of the checks, with the names of options replaced by what stands beside the fields. */
export function inFormWords(sentence: string): string {
  return sentence
    .replace(/`--array (\d+)`/g, "`$1`")
    .replace(/--([a-z]+(?:-[a-z]+)*)/g, (_all, option: string) => optionWords[option] ?? option)
    .replace(", in quotes if the value has spaces", "")
    .replace("leave the option out", "leave this empty")
    .replace(/`([^`]*)`/g, "“$1”");
}
