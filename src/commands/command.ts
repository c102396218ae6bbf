import type { Action } from "../domain/access.ts";
import type { Answer } from "./answer.ts";
import type { Argument, Reading } from "./argument.ts";
import type { Request } from "./request.ts";

type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** The value a declaration gives once read: a flag is true or false, a `many` is a list, what may be left out may be absent. */
type ValueOf<A> = A extends { takes: "none" }
  ? boolean
  : A extends { many: true; read(text: string): Reading<infer T> }
    ? readonly T[]
    : A extends { required: true; read(text: string): Reading<infer T> }
      ? T
      : A extends { read(text: string): Reading<infer T> }
        ? T | undefined
        : never;

export type InputOf<A extends Arguments, O extends Arguments> = {
  readonly [K in keyof A]: ValueOf<A[K]>;
} & { readonly [K in keyof O]: ValueOf<O[K]> };

/** What a person can ask: parsing, aliases, help, docs and the usage hint all come from this one object. */
export type Command<A extends Arguments = Arguments, O extends Arguments = Arguments> = {
  verb: string;
  aliases: readonly string[];
  /** One line for the list of verbs. */
  summary: string;
  /** What else a person should know; sentences of `help VERB`. */
  about?: string;
  /** By position, in this order. Key = name in help. */
  args: A;
  /** Long option names without dashes (camelCase keys are typed in kebab-case: dryRun is --dry-run). */
  options: O;
  /** What may mean two things is asked about: `{ "-n": "Did you mean --name or --array?" }`. */
  asks?: Readonly<Record<string, string>>;
  examples: readonly string[];
  /** What `perform` asks access.ts before `run`. */
  access: Action;
  run(request: Request, input: InputOf<A, O>): Promise<Answer>;
  /** Later steps, reached by buttons: `cancel.confirm`. */
  steps?: Readonly<Record<string, (request: Request, target: StepTarget) => Promise<Answer>>>;
};

/** What a button carries. */
export type StepTarget = { value: string };

export function command<const A extends Arguments, const O extends Arguments>(declared: Command<A, O>): Command<A, O> {
  return declared;
}
