import { code, type Piece } from "./prose.ts";

/** A line to type, in full: `/batch list`. */
export function typed(rest: string): Piece {
  return code(`/batch ${rest}`, 2000);
}
