/** Whether CloudWatch may answer again: its trouble says so, and is known here by no more than that. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && error.name === "LogTrouble" && "kind" in error && error.kind === "later";
}
