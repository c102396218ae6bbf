import { createMask, type Mask } from "./mask.ts";
import { ownSecrets } from "./own-secrets.ts";

/**
 * The mask for one job's log. `detail`: AWS's whole answer about the job, for what is secret of its own; without it,
 * whoever shows lines says that these may hold some.
 */
export function jobMask(detail: unknown, { patterns }: { patterns: readonly string[] }): Mask {
  return createMask({ ...ownSecrets(detail), patterns });
}
