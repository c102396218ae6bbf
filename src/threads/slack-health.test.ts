import { expect, test } from "vitest";
import { Trouble } from "../domain/trouble.ts";
import { isAboutTheToken } from "../slack/slack-trouble.ts";
import { slackHealth } from "./slack-health.ts";

const nowMs = 1_000_000;

test("two silences are nothing yet, the third makes everything wait for a probe in 5 s", () => {
  const health = slackHealth(isAboutTheToken);
  health.silent(nowMs);
  health.silent(nowMs + 1);
  expect(health.probeInMs(nowMs + 2)).toBeUndefined();
  health.silent(nowMs + 2);
  expect(health.probeInMs(nowMs + 2)).toBe(5_000);
  expect(health.probeInMs(nowMs + 4_002)).toBe(1_000);
  expect(health.probeInMs(nowMs + 9_000)).toBe(0);
});

test("each further silence puts the next probe off", () => {
  const health = slackHealth(isAboutTheToken);
  for (let n = 0; n < 4; n++) health.silent(nowMs + n * 5_000);
  expect(health.probeInMs(nowMs + 15_000)).toBe(5_000);
});

test("an answer ends the silences", () => {
  const health = slackHealth(isAboutTheToken);
  for (let n = 0; n < 3; n++) health.silent(nowMs);
  health.answered();
  expect(health.probeInMs(nowMs)).toBeUndefined();
  health.silent(nowMs);
  expect(health.probeInMs(nowMs)).toBeUndefined();
});

const silentThree = (between: Trouble) => {
  const health = slackHealth(isAboutTheToken);
  const http503 = new Trouble("unknown", "http_503");
  for (const trouble of [http503, http503, between, http503]) health.failed(trouble, nowMs);
  return health.probeInMs(nowMs) !== undefined;
};

test("a refusal and a 429 are answers, so three silences are no longer in a row", () => {
  expect(silentThree(new Trouble("permanent", "invalid_blocks"))).toBe(false);
  expect(silentThree(new Trouble("later", "ratelimited"))).toBe(false);
});

test("a connection that was never made and a fault of our own say nothing about Slack", () => {
  expect(silentThree(new Trouble("later", "ECONNREFUSED"))).toBe(true);
  expect(silentThree(new Trouble("unknown", "unforeseen"))).toBe(true);
});

test("a token that is no longer good makes everything wait at once, and a probe that succeeds ends that", () => {
  const health = slackHealth(isAboutTheToken);
  health.failed(new Trouble("later", "token_revoked"), nowMs);
  expect(health.probeInMs(nowMs)).toBe(5_000);
  health.answered();
  expect(health.probeInMs(nowMs)).toBeUndefined();
});
