import type { Filled, InvocationInput } from "../domain/invocation.ts";
import type { Action } from "../domain/people/access.ts";
import type { Form } from "../messages/text/form.ts";
import type { Answer, FormErrors } from "./answer.ts";
import type { Request } from "./request.ts";
import type { Argument, Suggestion } from "./typing/argument.ts";

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** What `run` gets: a flag is true or false, what may be given often is a list or a record, what was left out is undefined. */
export type InputOf<A extends Arguments, O extends Arguments> = ValuesOf<A> & ValuesOf<O>;

export type ValuesOf<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer V> ? V : never;
};

/** The part of a declaration that says what can be typed; parsing and help need no more. */
export type Grammar<A extends Arguments = Arguments, O extends Arguments = Arguments> = {
  verb: string;
  aliases: readonly string[];
  /** Words from other tools that people may mean this verb by, but that are too strong to obey: only offered. */
  mistakenFor?: readonly string[];
  /** What an alias says beyond the verb: turns the text after `tail` into that after `logs`. */
  implies?: Readonly<Record<string, (rest: string) => string>>;
  /** One line for the list of verbs. */
  summary: string;
  /** What else a person should know; sentences of `help VERB`. */
  about?: string;
  /** By position, in this order. Key = name in help. */
  args: A;
  /** Long option names without dashes (camelCase keys are typed in kebab-case: dryRun is --dry-run). */
  options: O;
  /** What may mean two things is asked about: `{ "-n": "is that --name or --array?" }` follows the option as typed. */
  asks?: Readonly<Record<string, string>>;
  examples: readonly string[];
  /** What several options cannot mean together; full sentences. */
  check?(input: InputOf<A, O>): readonly string[];
};

/** What a person can ask: parsing, aliases, help, docs and the usage hint all come from this one object. */
export type Command<A extends Arguments = Arguments, O extends Arguments = Arguments> = Grammar<A, O> & {
  /** What is asked of access.ts before anything of a lab is shown or done. */
  access: Action;
  /** It reads and changes nothing of anybody; everything else is written down, one way or another. */
  audit?: "nothing";
  run(request: Request, input: InputOf<A, O>, line: TypedLine): Promise<Answer>;
  /** Later steps, reached by buttons: `cancel.confirm`. */
  steps?: Readonly<Record<string, (request: Request, target: StepTarget) => Promise<Answer>>>;
  /** What may stand behind the verb that is no line of ours, and is read whole; as Slack sent it. */
  document?: {
    isIn(text: string): boolean;
    /** Without the verb, it is this verb's and no other's; as `isIn` where that says enough. */
    isAlone?(text: string): boolean;
    run(request: Request, text: string): Promise<Answer>;
  };
  /** What is done with a message, chosen in its menu. */
  message?(request: Request, message: MessageOfSomebody): Promise<Answer>;
  /** The bare verb is answered by a form. */
  opens?: "form";
  form?: VerbForm;
};

export type MessageOfSomebody = Extract<InvocationInput, { kind: "message" }>;

export type VerbForm = {
  /** At most 24 characters. A trigger lives 3 s: with this title the form stands before it is known what goes in. */
  title: string;
  /** Steps that are answered by the form too. */
  steps?: readonly string[];
  /** Reads what was filled in and does nothing yet: within 3 s the mistakes must be under their fields. */
  read(request: Request, filled: Filled): Promise<FormErrors | FormRead>;
  /** Draws it anew once something was chosen on which its fields depend, or a button in it was pressed; changes nothing. */
  redraw?(request: Request, question: FormQuestion): Promise<Form>;
  /** What a field offers while somebody types. */
  suggest?(request: Request, question: FormQuestion & { typed: string }): Promise<readonly Suggestion[]>;
};

/** About which field, and what stands in the form at that moment. */
export type FormQuestion = { field: string; filled: Filled };

/** All is right: `run` does it. */
export type FormRead = { kind: "right"; run(): Promise<Answer> };

/** `said`: what was understood and deserves an echo. `text`: as typed behind the verb. */
export type TypedLine = { said: readonly string[]; text: string };

/** What a button carries. */
export type StepTarget = { value: string };

export function command<const A extends Arguments, const O extends Arguments>(
  declared: Command<A, O>,
): Command<A, O> {
  return declared;
}
