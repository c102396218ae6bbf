import { maskText, maskValues, maskWords } from "./secret.ts";
import type { SubmitRequest } from "./submit-request.ts";

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
