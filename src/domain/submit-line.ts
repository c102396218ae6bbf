import type { SubmitRequest } from "./submission.ts";

/** The same request as a line for the AWS CLI, quoted for a POSIX shell. */
export function toCliLine(request: SubmitRequest, region: string): string {
  const options: [string, string | undefined][] = [
    ["region", region],
    ["job-name", request.jobName],
    ["job-queue", request.jobQueue],
    ["job-definition", request.jobDefinition],
    ["share-identifier", request.shareIdentifier],
    ["array-properties", json(request.arrayProperties)],
    ["depends-on", json(request.dependsOn)],
    ["parameters", json(request.parameters)],
    ["container-overrides", json(request.containerOverrides)],
    ["retry-strategy", json(request.retryStrategy)],
    ["timeout", json(request.timeout)],
    ["tags", json(request.tags)],
  ];
  const words = options.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(value)}`],
  );
  return ["aws batch submit-job", ...words].join(" ");
}

function json(value: object | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
