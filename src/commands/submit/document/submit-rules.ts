/** What AWS asks of several fields of SubmitJob's input together. */
import { code } from "../../typing/quote.ts";
import type { SubmitDocument } from "./read-document.ts";

export function ruleMistakes(document: SubmitDocument): string[] {
  const { containerOverrides = {}, retryStrategy, nodeOverrides } = document;
  const { environment = [], resourceRequirements = [] } = containerOverrides;
  const rules = retryStrategy?.evaluateOnExit;
  const idle = (rules ?? []).flatMap((rule, at) =>
    rule.onExitCode === undefined && rule.onReason === undefined && rule.onStatusReason === undefined
      ? [
          `${code(`retryStrategy.evaluateOnExit[${at}]`)} says for no failure what to do: give it \`onExitCode\`, \`onReason\` or \`onStatusReason\`.`,
        ]
      : [],
  );
  return [
    ...twice(
      "containerOverrides.environment",
      environment.map(({ name }) => name),
    ),
    ...twice(
      "containerOverrides.resourceRequirements",
      resourceRequirements.map(({ type }) => type),
    ),
    ...(rules !== undefined && rules.length > 0 && retryStrategy?.attempts === undefined
      ? [
          "`retryStrategy.evaluateOnExit` needs `retryStrategy.attempts` beside it: how often to try, 1 to 10.",
        ]
      : []),
    ...idle,
    ...(nodeOverrides !== undefined && document.arrayProperties !== undefined
      ? ["`arrayProperties` and `nodeOverrides` cannot stand together: a job of several nodes is no array."]
      : []),
  ];
}

function twice(path: string, names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => name !== undefined && names.indexOf(name) !== at))].map(
    (name) => `${code(path)} gives ${code(name)} twice: keep one of the two.`,
  );
}
