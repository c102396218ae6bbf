import { expect, test } from "vitest";
import { lackingRight } from "./refused-role.ts";

const on = "on resource: arn:aws:iam::111122223333:role/batchmate";
const user = "User: arn:aws:sts::444455556666:assumed-role/bot/i-1 is not authorized to perform:";

test.each([
  ["AccessDenied", `${user} sts:AssumeRole ${on}`, "sts:AssumeRole"],
  ["AccessDenied", `${user} sts:SetSourceIdentity ${on}`, "sts:SetSourceIdentity"],
  ["AccessDenied", `${user} sts:TagSession ${on}`, "sts:TagSession"],
  ["AccessDenied", "Access denied", "sts:AssumeRole"],
  ["AccessDenied", "a role called sts:TagSession is denied", "sts:AssumeRole"],
  ["ValidationError", "1 validation error detected", "sts:AssumeRole"],
  ["InvalidClientTokenId", "The security token included in the request is invalid.", "own key"],
])("%s, %s: it lacks %s", (code, message, expected) => {
  expect(lackingRight(code, message)).toBe(expected);
});
