/** A value read from a text of some language, with all that is wrong about the text. */
export type ValueReading = {
  /** As it was meant, as far as that is known. */
  value: unknown;
  /** Full sentences. */
  mistakes: readonly string[];
  /** Whether every mistake is put right in `value`. */
  isMended: boolean;
};

export function right(value: unknown): ValueReading {
  return { value, mistakes: [], isMended: true };
}

export function mended(value: unknown, ...mistakes: readonly string[]): ValueReading {
  return { value, mistakes, isMended: true };
}

export function wrong(...mistakes: readonly string[]): ValueReading {
  return { value: undefined, mistakes, isMended: false };
}

/** Where something stands in a text of several lines; of one line that is known. */
export function lineAt(text: string, at: number): string {
  if (!text.trim().includes("\n")) return "";
  return ` on line ${text.slice(0, at).split("\n").length}`;
}

/** A few signs from there on, to find the place by. */
export function excerptAt(text: string, at: number): string {
  const part =
    text
      .slice(at, at + 30)
      .split("\n")[0]
      ?.trim() ?? "";
  return part === ""
    ? "the end"
    : `\`${part.replaceAll("`", "'")}${text.length > at + 30 && part.length >= 28 ? "…" : ""}\``;
}
