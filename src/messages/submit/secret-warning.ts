import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { code, joined, say } from "../text/prose.ts";

/** `where` names the options or variables, `--env GITHUB_TOKEN`; never what they hold. */
export function secretWarning(where: readonly string[], anyway: NextStep): Message {
  const places = joined(
    where.slice(0, 10).map((place) => [code(place, 120)]),
    ", ",
  );
  const [look, it] = where.length === 1 ? ["looks like a secret", "It"] : ["look like secrets", "They"];
  return spoken(
    say`${places} ${look}. ${it} would be readable in AWS and its events; use the definition's ${code("secrets")} instead. Nothing was submitted yet.`,
    buttons({ ...anyway, label: "Submit anyway" }),
  );
}
