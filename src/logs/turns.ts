import { setImmediate as letOthersRun } from "node:timers/promises";

/**
 * Long work in slices: says what it does, in characters, and waits for what it is given before it goes on. By work and
 * not by time, so that the same work is always cut in the same places.
 */
export type Turns = (chars: number) => Promise<void> | undefined;

export function inTurns(charsPerTurn: number = usualChars): Turns {
  let done = 0;
  return (chars) => {
    done += chars + charsPerLine;
    if (done < charsPerTurn) return undefined;
    done = 0;
    return letOthersRun();
  };
}

/** Cleaned or masked in some milliseconds; of what is written to be slow, in some ten. */
const usualChars = 64 * 1_024;
/** What a line costs besides its text. */
const charsPerLine = 32;
