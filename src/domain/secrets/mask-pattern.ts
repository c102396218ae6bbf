import { RE2JS, RE2JSSyntaxException } from "re2js";

/** Why this cannot be one of a PI's patterns, or nothing: a clause without a final stop. */
export function maskPatternMistake(pattern: string): string | undefined {
  try {
    return RE2JS.compile(pattern).test("") ? "it also matches nothing at all" : undefined;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return error.getDescription();
    throw error;
  }
}
