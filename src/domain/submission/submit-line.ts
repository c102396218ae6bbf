import type { SubmitRequest } from "./submit-request.ts";

/**
 * The same request as a line for the AWS CLI, quoted for a POSIX shell: it pastes as it is, and reads back as the same
 * request. What a message would not show as it is (control signs, signs that turn the direction of text) is escaped.
 */
export function toCliLine(request: SubmitRequest, region: string): string {
  return toCliOptions({ region, ...request });
}

/** The same of a part of a request. */
export function toCliOptions(request: Partial<SubmitRequest> & { region?: string }): string {
  const words = Object.entries(request).flatMap(([field, value]) => wordsFor(cliOption(field), value));
  return [
    "aws batch submit-job",
    ...words.map(([option, ...texts]) => [option, ...texts.map(quoted)].join(" ")),
  ].join(" ");
}

/** `jobName` is `--job-name`. */
export function cliOption(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function wordsFor(option: string, value: SubmitRequest[keyof SubmitRequest]): string[][] {
  switch (typeof value) {
    case "undefined":
      return [];
    case "boolean":
      return [[value ? option : option.replace("--", "--no-")]];
    case "object":
      return [[option, visible(JSON.stringify(value))]];
    default:
      return [[option, String(value)]];
  }
}

/** In JSON every sign may stand as its code. */
function visible(json: string): string {
  return json.replace(/[\p{C}\u115F\u1160\u2028\u2029\u3164\uFFA0]/gu, escaped);
}

function escaped(sign: string): string {
  return Array.from(
    { length: sign.length },
    (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
