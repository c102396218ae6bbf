/** What is wrong with the variables and parameters of a wish. */
import { limits } from "../limits.ts";
import type { NamedValue, Wish } from "./submission.ts";
import { type SubmissionProblem, under } from "./submission-problem.ts";

export const environmentProblems = (wish: Wish): SubmissionProblem[] => [
  ...under("env", [
    ...wish.environment
      .filter(({ name }) => name.startsWith("AWS_BATCH"))
      .map(({ name }) => `${name} cannot be set: names that begin with AWS_BATCH are AWS's own.`),
    ...repeated(wish.environment).map((name) => `--env ${name} is given more than once.`),
  ]),
  ...repeated(wish.parameters).map(
    (name): SubmissionProblem => ({
      field: `param.${name}`,
      what: `--param ${name} is given more than once.`,
    }),
  ),
];

function repeated(pairs: readonly NamedValue[]): string[] {
  const names = pairs.map((pair) => pair.name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

export const lengthProblems = (wish: Wish): SubmissionProblem[] => {
  const bytes = Buffer.byteLength(
    JSON.stringify({ command: wish.command ?? [], environment: wish.environment }),
  );
  if (bytes <= limits.overridesBytes) return [];
  return under(wish.environment.length > 0 ? "env" : "command", [
    `Command and environment together are ${bytes.toLocaleString("en")} bytes and AWS takes ${limits.overridesBytes.toLocaleString("en")}: put the long part into a file in S3 and pass its address.`,
  ]);
};
