/** What the form begins with next time. */
import { looksSecret, maskWords } from "../../domain/secrets/secret.ts";
import type { LastValues } from "../../store/form-values.ts";
import { inputOfWish } from "./prefill.ts";
import type { Prepared } from "./prepare-submission.ts";
import { textsOf } from "./submit-form-texts.ts";

/**
 * Of a submission what may be kept for the next: never its environment, nor what looks like a secret; nor what belongs to
 * this one alone, its name and what it waits for.
 */
export function lastValuesOf({ job, wish }: Pick<Prepared, "job" | "wish">): LastValues {
  const command = wish.command;
  const isSecret = command !== undefined && maskWords(command).join(" ") !== command.join(" ");
  const { name: _its, env: _never, dependsOn: _jobs, ...input } = inputOfWish(wish);
  const kept = {
    ...input,
    queue: job.queue,
    param: withoutSecrets(input.param),
    tag: withoutSecrets(input.tag),
    ...(isSecret ? { command: undefined, shell: undefined } : {}),
  };
  return textsOf(kept);
}

function withoutSecrets(pairs: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(pairs).filter(([name, value]) => !looksSecret(name, value)));
}

/** The name alone: the next revision begins with the same. */
export function definitionNameOf({ definition }: Prepared["job"]): string {
  return definition.replace(/:\d+$/, "");
}
