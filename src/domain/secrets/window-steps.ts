/**
 * Many texts looked for in one go: a window as wide as the shortest of them is moved along, and by the two characters
 * at its end it is told how far. Source: S. Wu, U. Manber: A fast algorithm for multi-pattern searching (1994).
 */

/** How far no text can begin behind two characters that end a window; 0 where one may begin with it. By {@link pairAt}. */
export function windowSteps(texts: readonly string[], window: number): Uint8Array {
  const steps = new Uint8Array(pairs).fill(Math.min(window, 255));
  for (const text of texts) {
    // One may begin with the second of the two: these stand together.
    const first = (text.charCodeAt(0) & 0xff) << 8;
    steps.fill(Math.min(window - 1, 255), first, first + 0x100);
  }
  for (const text of texts) {
    for (let at = 0; at <= window - pairChars; at++) {
      const pair = pairAt(text, at);
      steps[pair] = Math.min(steps[pair] as number, window - pairChars - at);
    }
  }
  return steps;
}

/** So many there are, as {@link pairAt} tells them apart. */
export const pairs = 1 << 16;
export const pairChars = 2;

/** The same for some that are not the same: what it tells of is to be compared. */
export function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xff) | ((text.charCodeAt(at + 1) & 0xff) << 8);
}
