import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { aContext, aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import { toSubmitRequest } from "./submission.ts";
import { toCliLine } from "./submit-line.ts";

/** The words that a POSIX shell makes of the line. */
function words(line: string): string[] {
  const told = execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
  return told.split("\0").slice(0, -1);
}

function optionsOf(line: string): Record<string, string> {
  const [aws, batch, verb, ...rest] = words(line);
  expect([aws, batch, verb]).toEqual(["aws", "batch", "submit-job"]);
  const pairs = rest.flatMap((word, n) => (n % 2 === 0 ? [[word, rest[n + 1] ?? ""]] : []));
  return Object.fromEntries(pairs);
}

test("a plain submission is a plain line", () => {
  const request = { ...toSubmitRequest(aWish(), aContext()), tags: {} };
  expect(toCliLine(request, "us-west-2")).toBe(
    "aws batch submit-job --region us-west-2 --job-name jblow-align-NA12878-k3x9q2 --job-queue default --job-definition align:14 --tags '{}'",
  );
});

describe("a shell reads the same request back", () => {
  const nasty = [
    "it's",
    '"quoted"',
    "$HOME and `id` and $(id)",
    "back\\slash",
    "two\nlines",
    "* ? [a] {b,c} ~ ! # & ; | < >",
    "",
    "'",
    "''",
    "ümläut 😀",
    "-n",
    "%s",
  ];

  test.each(nasty)("with %j as command, environment and parameter", (text) => {
    const wish = aWish({
      command: ["sh", "-c", text],
      environment: [{ name: "A", value: text }],
      parameters: [{ name: "p", value: text }],
      tags: [{ name: "t", value: text }],
    });
    const request = toSubmitRequest(wish, aContext());
    const options = optionsOf(toCliLine(request, "us-west-2"));
    expect(JSON.parse(options["--container-overrides"] ?? "")).toEqual(request.containerOverrides);
    expect(JSON.parse(options["--parameters"] ?? "")).toEqual(request.parameters);
    expect(JSON.parse(options["--tags"] ?? "")).toEqual(request.tags);
  });

  test.each(nasty.filter((text) => text !== ""))("with %j as a plain value", (text) => {
    const request = toSubmitRequest(aWish({ shareIdentifier: text }), aContext());
    expect(optionsOf(toCliLine(request, "us-west-2"))["--share-identifier"]).toBe(text);
  });

  test("with everything that can be asked for", () => {
    const wish = aWish({
      arraySize: 100,
      attempts: 3,
      timeoutSeconds: 3_600,
      dependsOn: [{ jobId: "3fa9c1d2", type: "N_TO_N" }],
      vcpus: 8,
      shareIdentifier: "lab",
    });
    const definition = aDefinition({ name: "align", revision: 2 });
    const request = toSubmitRequest(wish, aContext({ definition }));
    const options = optionsOf(toCliLine(request, "us-east-1"));
    expect(options).toMatchObject({ "--region": "us-east-1", "--job-definition": "align:2" });
    expect(JSON.parse(options["--array-properties"] ?? "")).toEqual({ size: 100 });
    expect(JSON.parse(options["--depends-on"] ?? "")).toEqual(request.dependsOn);
    expect(JSON.parse(options["--retry-strategy"] ?? "")).toEqual(request.retryStrategy);
    expect(JSON.parse(options["--timeout"] ?? "")).toEqual({ attemptDurationSeconds: 3_600 });
  });
});
