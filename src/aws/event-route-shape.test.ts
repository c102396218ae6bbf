import { describe, expect, test } from "vitest";
import { batchRules, eventKeyMistake, routeNameMistake, webhookEndpoint } from "./event-route-shape.ts";

describe("the address events are posted to", () => {
  test.each([
    ["https://batchmate.example.org", "https://batchmate.example.org/aws/events"],
    ["https://batchmate.example.org/", "https://batchmate.example.org/aws/events"],
    ["https://batchmate.example.org///", "https://batchmate.example.org/aws/events"],
    ["https://batchmate.example.org/aws/events", "https://batchmate.example.org/aws/events"],
    ["https://batchmate.example.org/aws/events/", "https://batchmate.example.org/aws/events"],
    ["https://example.org:8443/batchmate/", "https://example.org:8443/batchmate/aws/events"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000/aws/events"],
    ["HTTPS://Batchmate.Example.ORG", "https://batchmate.example.org/aws/events"],
  ])("of %s is %s", (given, endpoint) => {
    expect(webhookEndpoint(given)).toEqual({ endpoint });
  });

  test.each([
    ["batchmate.example.org", "is not a URL"],
    ["", "is not a URL"],
    ["http://batchmate.example.org", "must begin with https://"],
    ["http://127.0.0.1.example.org", "must begin with https://"],
    ["https://lab:secret@batchmate.example.org", "user name or password"],
    ["https://batchmate.example.org/?key=1", "without ? or #"],
    ["https://batchmate.example.org/#", "without ? or #"],
    ["https://batchmate.example.org/*", "must not hold a *"],
  ])("cannot come of %j: %s", (given, words) => {
    expect(webhookEndpoint(given)).toEqual({ mistake: expect.stringContaining(words) });
  });
});

test("the longest name allowed still gives rule names of 64 characters", () => {
  expect(routeNameMistake("n".repeat(46))).toBeUndefined();
  expect(Math.max(...batchRules("n".repeat(46)).map(({ name }) => name.length))).toBe(64);
  expect(routeNameMistake("n".repeat(47))).toMatch(/1 to 46/);
});

test.each(["", "lab one", "lab/one", "läb"])("%j is no name for a road", (name) => {
  expect(routeNameMistake(name)).toBeDefined();
});

test.each(["", "has space", "has:colon", "tab\t", "k".repeat(513)])(
  "a key EventBridge would refuse is refused without repeating it: %j",
  (key) => {
    const mistake = eventKeyMistake(key);
    expect(mistake).toBe("The key must be 1 to 512 visible ASCII characters without a colon.");
  },
);

test("a key of letters, digits and signs is accepted", () => {
  expect(eventKeyMistake("aZ09-_=+/.~!")).toBeUndefined();
});
