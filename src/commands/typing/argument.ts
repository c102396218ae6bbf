import type { Pi } from "../../domain/people/pi.ts";
import type { Request } from "../request.ts";

/** How one text that people type is read and written back: pure, and carrying its own words of failure. */
export type Kind<T> = {
  /** What stands for the value in help: `4G`. */
  placeholder: string;
  /** `part` is the piece as typed, ready to begin a sentence: "`--memory 4`". */
  read(text: string, part: string): Reading<T>;
  /** A text that reads as this value again. */
  write(value: T): string;
  /** A second word that belongs to the first: the unit of `--memory 4 GB`. */
  unit?: RegExp;
  /** A second word that goes on from the first, where both together can be read: the hour of `yesterday 14:00`. */
  second?: RegExp;
  /** Any text will do, so words that follow were probably meant to be part of it. */
  free?: true;
  /** Wants channels as Slack writes them, `<#C1|name>`; all others get them as typed, `#name`. */
  references?: true;
};

export type Reading<T> =
  /** `said`: what was understood, where that deserves an echo ("4096 MiB = 4 GiB"). */
  { ok: true; value: T; said?: string } | NotRead;

/** `mistake` is a full sentence; `instead` the text that would have been right, `use` the option and text, where known. */
type NotRead = {
  ok: false;
  mistake: string;
  instead?: string;
  use?: { option: string; text: string };
};

/** What a declaration says of one argument or option; `V` is what `run` gets. */
export type Argument<V> = {
  /** One plain sentence for help. */
  about: string;
  /** Absent for a flag. */
  placeholder?: string;
  /** `none` for a flag; `rest` for all that follows `--`. */
  takes: "one" | "none" | "rest";
  /** May be given more than once. */
  many: boolean;
  required: boolean;
  /** Other long names, without dashes. */
  aliases: readonly string[];
  /** One-letter names, as written. */
  letters: readonly string[];
  /** Aliases under which the text counts otherwise. */
  spellings?: ReadonlySet<string>;
  kind?: Kind<unknown>;
  /** The text in a word that stands alone and yet means this option: `-50` is `--tail 50`. */
  alone?(word: string): string | undefined;
  /** A word of this shape that belongs nowhere was probably meant for this option. */
  looksLike?: RegExp;
  /** What may be meant by the first letters: at most some hundred, and only what the asker may use. */
  suggest?: Suggest;
  read(given: readonly Given[]): Taken<V>;
  /** One text for each time it has to be given. */
  write(value: V): readonly string[];
};

export type Suggest = (typed: string, asker: Asker) => Promise<readonly Suggestion[]>;

/** Who asks, and under which lab; that they may is decided. */
export type Asker = {
  request: Request;
  pi: Pi;
  /** The lab's recipes can be chosen as well. */
  recipes?: true;
};

/** `label` is what people see, `about` a word on it. */
export type Suggestion = { value: string; label: string; about?: string };

/** One text as it was given, and the alias it was given under. */
export type Given = { text: string; part: string; alias?: string };

export type Taken<V> =
  | { ok: true; value: V; said: readonly string[] }
  | { ok: false; faults: readonly Fault[] };

/** What is wrong with which of the given texts. */
export type Fault = NotRead & { at: number };

/** What a declaration may add to a kind. */
export type Details<T> = {
  aliases?: readonly string[];
  letters?: readonly string[];
  placeholder?: string;
  /** Aliases under which the text is read otherwise: `--retries 2` is three attempts. */
  spellings?: Readonly<Record<string, Kind<T>>>;
  alone?(word: string): string | undefined;
  looksLike?: RegExp;
  suggest?: Suggest;
};

/** An argument that may be left out and is given once; others are made of it. */
export type One<T> = Argument<T | undefined> & { kind: Kind<T>; details: Details<T> };
