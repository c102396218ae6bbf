import type { Arguments, Grammar, InputOf } from "./command.ts";
import type { Argument } from "./typing/argument.ts";
import { quote, quoteValue } from "./typing/quote.ts";
import { optionWritten } from "./typing/slots.ts";

/** The line that reads as this input, without `/batch`: `submit --jobdef align:14 -- echo hi`. */
export function render<A extends Arguments, O extends Arguments>(
  grammar: Grammar<A, O>,
  input: InputOf<A, O>,
): string {
  const values = new Map<string, unknown>(Object.entries(input));
  const texts = (key: string, argument: Argument<unknown>) => argument.write(values.get(key));
  const args = Object.entries<Argument<unknown>>(grammar.args);
  const byPosition = args
    .filter(([, argument]) => argument.takes === "one")
    .flatMap(([key, argument]) => texts(key, argument).map(quoteValue));
  const options = Object.entries<Argument<unknown>>(grammar.options).flatMap(([key, argument]) =>
    texts(key, argument).map((text) => optionWritten(key, argument, text)),
  );
  const rest = args
    .filter(([, argument]) => argument.takes === "rest")
    .flatMap(([key, argument]) => texts(key, argument).map(quote));
  return [grammar.verb, ...byPosition, ...options, ...(rest.length > 0 ? ["--", ...rest] : [])].join(" ");
}

/** What stands behind the verb in a rendered line. */
export function behindVerb(line: string): string {
  return line.slice(line.indexOf(" ") + 1);
}
