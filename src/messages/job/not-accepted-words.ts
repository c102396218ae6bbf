import type { RefusedRole } from "../../domain/people/refused-role.ts";
import type { Rejection } from "../../domain/submission/rejection.ts";
import { type Prose, quoted, say } from "../text/prose.ts";

/** Why AWS would not take a job, where its lab reads: true however long it stands. */
export function notAcceptedWords({ pi }: Pick<RefusedRole, "pi">, rejection: Rejection): Prose {
  return rejection.by === "aws"
    ? say`AWS says: ${quoted(rejection.words)}`
    : roleRefusedWords({ pi, lacks: rejection.lacks });
}

/** What AWS said of the role names accounts, and helps nobody but the admins. */
export function roleRefusedWords({ pi, lacks }: Pick<RefusedRole, "pi" | "lacks">): Prose {
  const why = lacks === "own key" ? say`AWS did not know my own key` : say`AWS did not let me work for ${pi}`;
  return say`${why}. That is nobody's fault in the lab, and the admins were told.`;
}
