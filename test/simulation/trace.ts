/** What happened in a world, line by line: the same seed must give the same lines. */
export type Trace = {
  say(line: string): void;
  /** The last lines, oldest first. */
  tail(most: number): string[];
  /** One number for all lines that were ever said. */
  hash(): string;
  lines(): number;
};

const kept = 4_000;

export function openTrace(nowMs: () => number, print?: (line: string) => void): Trace {
  const startMs = nowMs();
  let lines: string[] = [];
  let count = 0;
  let hash = 0x811c9dc5;
  return {
    say: (text) => {
      const line = `${moment(nowMs() - startMs)} ${text}`;
      for (let index = 0; index < line.length; index++)
        hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
      count += 1;
      lines.push(line);
      if (lines.length > 2 * kept) lines = lines.slice(-kept);
      print?.(line);
    },
    tail: (most) => lines.slice(-most),
    hash: () => (hash >>> 0).toString(16).padStart(8, "0"),
    lines: () => count,
  };
}

/** `01:02:03.456` since the world began. */
function moment(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
