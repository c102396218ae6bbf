/** What is known here of CloudWatch's trouble: whether it may answer again, or has refused. */
export function isPassing(error: unknown): boolean {
  return kindOf(error) === "later";
}

export function isRefused(error: unknown): boolean {
  return kindOf(error) === "permanent";
}

/** The lab's role may not read there. */
export function isDenied(error: unknown): boolean {
  return (
    isRefused(error) &&
    error instanceof Error &&
    (error.cause as Error | undefined)?.name === "AccessDeniedException"
  );
}

function kindOf(error: unknown): unknown {
  return error instanceof Error && error.name === "LogTrouble" && "kind" in error ? error.kind : undefined;
}
