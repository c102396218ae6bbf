import { AwsError } from "../wire/aws-error.ts";

export function invalidPattern(why: string): AwsError {
  return new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${why}`);
}
