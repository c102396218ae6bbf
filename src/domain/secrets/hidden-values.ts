import { scriptVariable } from "../job/what-runs.ts";
import type { NamedText, SubmitRequest } from "../submission/submit-request.ts";
import { maskSecrets, maskText, maskValues, maskWords } from "./secret.ts";

/** As it is shown where values stand in it that nobody here has given: `names` are variables of which only AWS knew the value. */
export function withoutValues(request: SubmitRequest, names: ReadonlySet<string>): SubmitRequest {
  const { containerOverrides: given, parameters } = request;
  return {
    ...request,
    ...(parameters === undefined ? {} : { parameters: maskValues(parameters) }),
    ...(given === undefined ? {} : { containerOverrides: hidden(given, names) }),
  };
}

type Given = NonNullable<SubmitRequest["containerOverrides"]>;

function hidden({ command, environment, ...rest }: Given, names: ReadonlySet<string>): Given {
  return {
    ...(command === undefined ? {} : { command: maskWords(command) }),
    ...(environment === undefined
      ? {}
      : {
          environment: environment.map(({ name, value }) => ({
            name,
            value: names.has(name) ? maskText : value,
          })),
        }),
    ...rest,
  };
}

/** As a manager reads it: all of it, but values of variables, and what looks like a secret. */
export function withoutEnvironment(request: SubmitRequest): unknown {
  return shown(request, "");
}

function shown(value: unknown, key: string): unknown {
  if (typeof value === "string") return maskSecrets(value).text;
  if (Array.isArray(value))
    return key === "environment" || key === "env" ? value.map(unvalued) : words(value, key);
  if (typeof value !== "object" || value === null) return value;
  if (key === "parameters" || key === "tags") return maskValues(value as Record<string, string>);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one, name)]));
}

/** Which script is fetched is no setting of the program but the program. */
function unvalued({ name, value }: NamedText): NamedText {
  return { name, value: name === scriptVariable ? maskSecrets(value).text : maskText };
}

function words(value: readonly unknown[], key: string): readonly unknown[] {
  return key === "command" || key === "args"
    ? maskWords(value.map(String))
    : value.map((one) => shown(one, key));
}
