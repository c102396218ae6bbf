import { expect, test } from "vitest";
import { aJob, someFacts } from "../../test/fixtures/jobs.ts";
import { unsent } from "../../test/support/saved-jobs.ts";
import { consoleLink } from "./console-link.ts";

const page = (platform: string) =>
  `https://us-west-2.console.aws.amazon.com/batch/home?region=us-west-2#jobs/${platform}/detail/${aJob().batchId}`;

test.each([
  ["EC2", "ec2"],
  ["FARGATE", "fargate"],
  ["EKS", "eks"],
  ["unknown", "ec2"],
] as const)("a job on %s has its page under %s", (platform, place) => {
  expect(consoleLink(aJob({ facts: someFacts({ platform }) }), {}, undefined)).toBe(page(place));
});

test("a job of which nothing was reported yet has a page too, and one AWS does not know has none", () => {
  expect(consoleLink(aJob(), {}, undefined)).toBe(page("ec2"));
  expect(consoleLink(unsent(aJob()), {}, undefined)).toBeUndefined();
});

test("the institute's own way in gets account, role name and page, safe in an address", () => {
  const institute = { consoleLink: "https://sso.test/?a={account}&r={role}&to={url}&again={account}" };
  const link = consoleLink(aJob(), institute, "arn:aws:iam::111122223333:role/lab/batch&mate") ?? "";
  const query = new URL(link).searchParams;
  expect(query.getAll("a")).toEqual(["111122223333"]);
  expect(query.get("again")).toBe("111122223333");
  expect(query.get("r")).toBe("batch&mate");
  expect(query.get("to")).toBe(page("ec2"));
});

test("where no role is assumed, its place stays empty", () => {
  expect(consoleLink(aJob(), { consoleLink: "https://sso.test/?r={role}" }, undefined)).toBe(
    "https://sso.test/?r=",
  );
});
