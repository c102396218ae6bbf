/** What a submission runs beyond its definition, as far as a manager reads it before they say yes: no value of a variable. */

import { maskSecrets, maskWords } from "../secrets/secret.ts";
import { overriddenParts } from "../submission/overridden-parts.ts";
import type { NamedText, SubmitRequest } from "../submission/submit-request.ts";
import { withoutUndefined } from "../without-undefined.ts";

export type WhatRuns = {
  /** Of the job's own container. */
  script?: string;
  environment: readonly string[];
  /** Of tasks, pods and nodes, each that says something of its own. */
  parts: readonly PartThatRuns[];
};

export type PartThatRuns = {
  /** Where in the document it stands. */
  path: string;
  name?: string;
  command?: readonly string[];
  image?: string;
  script?: string;
  environment: readonly string[];
};

/** From what is sent to the letter. */
export function whatRuns(request: SubmitRequest): WhatRuns {
  const own = request.containerOverrides?.environment ?? [];
  return {
    ...scriptOf(own),
    environment: own.map(({ name }) => name),
    parts: overriddenParts(request).map(({ path, name, command, image, environment }) => ({
      path,
      ...withoutUndefined({ name, image: image && maskSecrets(image).text }),
      ...(command === undefined ? {} : { command: maskWords(command) }),
      ...scriptOf(environment),
      environment: environment.map((pair) => pair.name),
    })),
  };
}

/** The variable by which an image knows which script to fetch. */
export const scriptVariable = "BATCH_FILE_S3_URL";

function scriptOf(environment: readonly NamedText[]): { script?: string } {
  const script = environment.find(({ name }) => name === scriptVariable)?.value;
  return script === undefined ? {} : { script: maskSecrets(script).text };
}
