/** How one value that people type is read: pure, and carrying its own words of failure. */
export type Argument<T> = {
  /** One sentence for help. */
  about: string;
  /** What stands for the value in help: `4G`. Absent for a flag. */
  placeholder?: string;
  /** `none` for a flag; `rest` for all that follows `--`. */
  takes: "one" | "none" | "rest";
  /** May be given more than once; readings are gathered in a list. */
  many: boolean;
  /** Other long names, without dashes. */
  aliases: readonly string[];
  /** One-letter names, as written. */
  letters: readonly string[];
  read(text: string): Reading<T>;
};

export type Reading<T> =
  /** `said`: what was understood, where that deserves an echo ("4096 MiB = 4 GiB"). */
  | { ok: true; value: T; said?: string }
  /** `instead`: the text that would have been right, where it can be known. */
  | { ok: false; mistake: string; instead?: string };
