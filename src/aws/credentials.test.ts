import { describe, expect, test, vi } from "vitest";
import { jblow, onlyExpectedAwsCalls, rolePi, stsAnswers } from "../../test/support/aws-nock.ts";
import { breakingAddress, refusingAddress, silentAddress } from "../../test/support/loopback.ts";
import { AwsTrouble } from "./aws-trouble.ts";
import { type Actor, assumedRole } from "./credentials.ts";

onlyExpectedAwsCalls();

const startMs = Date.UTC(2026, 10, 20, 18);
const hourMs = 3_600_000;

let nowMs = startMs;
const credentialsOf = (pi = rolePi, actor: Actor = jblow) => {
  nowMs = startMs;
  return assumedRole(pi, actor, { nowMs: () => nowMs, requestHandler: {} });
};
const session = (name: string, expiresAtMs = startMs + hourMs) => ({ session: name, expiresAtMs });

describe("whoever takes on a lab's role", () => {
  test("is named in the session: the person by HutchNet ID and Slack id", async () => {
    const asked = stsAnswers(session("one"));
    expect(await credentialsOf()()).toMatchObject({ sessionToken: "one" });
    expect(asked).toEqual([
      {
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: "arn:aws:iam::111122223333:role/batchmate",
        RoleSessionName: "batchmate-jblow",
        DurationSeconds: "3600",
        ExternalId: "lab-secret",
        SourceIdentity: "U0JBLOW",
        "Tags.member.1.Key": "pi",
        "Tags.member.1.Value": "peters-u",
        "Tags.member.2.Key": "member",
        "Tags.member.2.Value": "U0JBLOW",
      },
    ]);
  });

  test("is nobody but the bot for its own reading", async () => {
    const asked = stsAnswers(session("one"));
    await credentialsOf(rolePi, "system")();
    expect(asked[0]).toMatchObject({
      RoleSessionName: "batchmate-system",
      "Tags.member.1.Value": "peters-u",
    });
    expect(asked[0]).not.toHaveProperty("SourceIdentity");
    expect(JSON.stringify(asked)).not.toContain('"member"');
  });

  test("sends no external id where the lab gave none", async () => {
    const asked = stsAnswers(session("one"));
    const { externalId: _none, ...pi } = rolePi;
    await credentialsOf(pi)();
    expect(asked[0]).not.toHaveProperty("ExternalId");
  });

  test("has a session name that AWS takes, whatever the HutchNet ID holds", async () => {
    const asked = stsAnswers(session("one"));
    await credentialsOf(rolePi, { ...jblow, hutchnet: `j blow/${"x".repeat(80)}` })();
    expect(asked[0]?.RoleSessionName).toMatch(/^batchmate-j-blow-x{47}$/);
  });
});

describe("a session", () => {
  test("is opened once for many who ask at the same time", async () => {
    stsAnswers(session("one"));
    const credentials = credentialsOf();
    const sessions = await Promise.all(Array.from({ length: 20 }, credentials));
    expect(new Set(sessions.map(({ sessionToken }) => sessionToken))).toEqual(new Set(["one"]));
  });

  test("is kept until six minutes before its end and then renewed, once", async () => {
    const asked = stsAnswers(session("one"), session("two", startMs + 2 * hourMs));
    const credentials = credentialsOf();
    await credentials();
    nowMs = startMs + hourMs - 6 * 60_000 - 1;
    expect(await credentials()).toMatchObject({ sessionToken: "one" });
    nowMs += 1;
    const [first, second] = await Promise.all([credentials(), credentials()]);
    expect([first.sessionToken, second.sessionToken]).toEqual(["two", "two"]);
    expect(asked).toHaveLength(2);
  });

  test("that was refused is asked for again the next time", async () => {
    stsAnswers({ refusal: [403, "AccessDenied"] }, session("one"));
    const credentials = credentialsOf();
    await expect(credentials()).rejects.toThrow(AwsTrouble);
    expect(await credentials()).toMatchObject({ sessionToken: "one" });
  });
});

describe("where no session is to be had, nothing was done", () => {
  test.each([
    ["the role does not trust the bot", { tries: 1, refusal: [403, "AccessDenied"] }, "permanent"],
    ["the bot's own key is unknown", { tries: 1, refusal: [403, "InvalidClientTokenId"] }, "permanent"],
    ["the bot's own session is over", { tries: 1, refusal: [403, "ExpiredToken"] }, "later"],
    ["AWS is asked too much", { tries: 3, refusal: [400, "Throttling"] }, "later"],
    ["AWS is broken", { tries: 3, refusal: [500, "InternalFailure"] }, "later"],
  ] as const)("when %s", async (_, { tries, refusal }, kind) => {
    stsAnswers(...Array.from({ length: tries }, () => ({ refusal })));
    const [, code] = refusal;
    await expect(credentialsOf()()).rejects.toMatchObject({ name: "AwsTrouble", kind, code });
  });

  test.each([
    ["the connection is refused", refusingAddress, "ECONNREFUSED"],
    ["the connection breaks", breakingAddress, "TimeoutError"],
    ["nobody answers", silentAddress, "TimeoutError"],
  ])("when %s", async (_, address, code) => {
    vi.stubEnv("AWS_ENDPOINT_URL_STS", await address());
    const requestHandler = { requestTimeout: 50, throwOnRequestTimeout: true };
    const credentials = assumedRole(rolePi, jblow, { nowMs: () => startMs, requestHandler });
    await expect(credentials()).rejects.toMatchObject({ name: "AwsTrouble", kind: "later", code });
  });
});
