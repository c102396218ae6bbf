import { expect, test } from "vitest";
import { endpointMistake } from "./endpoint-guard.ts";

const guarded = "vendor and loopback";

test.each([
  "http://127.0.0.1:4566",
  "http://localhost:4566",
  "http://[::1]:4566",
  "https://events.us-west-2.amazonaws.com",
  "https://vpce-0a1-b2.events.us-west-2.vpce.amazonaws.com",
  "https://events.us-west-2.api.aws",
])("AWS's credentials may be sent to %s", (address) => {
  expect(endpointMistake(address, "AWS", guarded)).toBeUndefined();
});

test.each([
  "http://events.us-west-2.amazonaws.com",
  "https://amazonaws.com.example.org",
  "https://notamazonaws.com",
  "https://127.0.0.1.example.org",
  "http://10.0.0.5:4566",
  "https://slack.com/api/",
])("AWS's credentials are not sent to %s unless that is allowed", (address) => {
  expect(endpointMistake(address, "AWS", guarded)).toContain(new URL(address).hostname);
  expect(endpointMistake(address, "AWS", "any")).toBeUndefined();
});

test.each(["not an address", "", "ftp://127.0.0.1/"])("%j is no address, whatever is allowed", (address) => {
  expect(endpointMistake(address, "AWS", "any")).toMatch(/^is not an address/);
});

test("Slack's token may be sent to Slack, and not to AWS", () => {
  expect(endpointMistake("https://slack.com/api/", "Slack", guarded)).toBeUndefined();
  expect(endpointMistake("https://events.us-west-2.amazonaws.com", "Slack", guarded)).toContain(
    "neither Slack",
  );
});

test("only the host is shown: the rest may hold a secret", () => {
  const mistake = endpointMistake("https://user:s3cret@rogue.example.org/s3cret?key=s3cret", "AWS", guarded);
  expect(mistake).toContain("rogue.example.org");
  expect(mistake).not.toContain("s3cret");
});
