import type { ContextBlock } from "@slack/types";
import { quiet } from "../text/block.ts";
import { joined, say, withCode } from "../text/prose.ts";

/** Small print: how a value was read, where that deserves an echo ("4096 MiB = 4 GiB"). */
export function understood(said: readonly string[]): ContextBlock[] {
  const present = said.filter((echo) => echo.trim() !== "").slice(0, 10);
  if (present.length === 0) return [];
  return [quiet(say`Understood: ${joined(present.map(withCode), " · ")}`)];
}
