/** `--script`: an image whose entry point fetches a script from S3 and runs it. */
import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { NamedValue } from "../../domain/submission/submission.ts";
import { code, quote } from "../typing/quote.ts";

/** Such images read these two; the command goes to the script. */
export function scriptVariables(script: string | undefined): NamedValue[] {
  if (script === undefined) return [];
  return [
    { name: "BATCH_FILE_TYPE", value: isZip(script) ? "zip" : "script" },
    { name: "BATCH_FILE_S3_URL", value: script },
  ];
}

export type ScriptRun = { script: string; command: readonly string[] | undefined; definition: JobDefinition };

/** A folder is no script, and in a .zip somebody has to say which. */
export function scriptMistakes({ script, command, definition }: ScriptRun): string[] {
  if (script.endsWith("/")) return [`${code(`--script ${script}`)} names a folder: give the script in it.`];
  const words = command ?? definition.command ?? [];
  if (!isZip(script) || words.length > 0) return [];
  return [
    `A \`.zip\` needs the name of the script in it to run, as the first word of the command: ${code(`--script ${script} -- run.sh`)}.`,
  ];
}

/**
 * AWS's own image takes the first word of the command for the script's name, and only the rest goes to the script.
 * Source: fetch_and_run.sh in awslabs/aws-batch-helpers. Other images hand on all of it, so the command stays as typed.
 */
export function scriptSaid({ script, command }: ScriptRun): string[] {
  const name = script.split("/").at(-1) ?? "";
  const [first] = command ?? [];
  if (command === undefined || isZip(script) || first?.split("/").at(-1) === name) return [];
  const meant = ["--", name, ...command].map(quote).join(" ");
  return [
    `an image made of AWS's own \`fetch_and_run.sh\` drops the first word of the command, here ${code(first ?? "")}; for such a one write ${code(meant)}`,
  ];
}

function isZip(script: string): boolean {
  return /\.zip$/i.test(script);
}
