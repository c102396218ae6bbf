import { describe, expect, test } from "vitest";
import { breakingAddress, refusingAddress, silentAddress } from "../../test/support/loopback.ts";
import {
  aWebClient,
  onlyExpectedSlackCalls,
  type SlackAnswer,
  slackAnswers,
} from "../../test/support/slack-nock.ts";
import { callSlack, isAboutThePlace, SlackTrouble, toSlackTrouble } from "./slack-trouble.ts";

onlyExpectedSlackCalls();

const post = (client = aWebClient()) =>
  callSlack(() => client.chat.postMessage({ channel: "C0PETERS", text: "hello" }));
const error = (code: string): SlackAnswer => ({ ok: false, error: code });

describe("what Slack refuses for good is permanent, and certainly was not done", () => {
  test.each([
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "invalid_blocks",
    "msg_too_long",
    "message_not_found",
    "missing_scope",
    "expired_trigger_id",
    "exchanged_trigger_id",
    "invalid_trigger_id",
  ])("%s", async (code) => {
    slackAnswers("chat.postMessage", error(code));
    await expect(post()).rejects.toMatchObject({ name: "SlackTrouble", kind: "permanent", code });
  });
});

describe("what Slack refuses for now can be later, and certainly was not done", () => {
  test.each([
    ["its own trouble", error("internal_error"), "internal_error"],
    ["an error nobody knows yet", error("brand_new_error"), "brand_new_error"],
    ["a token an admin can mend", error("token_revoked"), "token_revoked"],
    ["too many calls, told in the answer", error("ratelimited"), "ratelimited"],
    ["too many calls, without a pause", { status: 429 }, "ratelimited"],
  ])("%s", async (_, answer, code) => {
    slackAnswers("chat.postMessage", answer);
    await expect(post()).rejects.toMatchObject({ name: "SlackTrouble", kind: "later", code });
  });

  test("too many calls, with the pause that Slack asks for", async () => {
    slackAnswers("chat.postMessage", { status: 429, headers: { "retry-after": "7" } });
    await expect(post()).rejects.toMatchObject({ kind: "later", code: "ratelimited", retryAfterMs: 7_000 });
  });

  test("a connection that was never made", async () => {
    const client = aWebClient(`${await refusingAddress()}/api/`);
    await expect(post(client)).rejects.toMatchObject({ kind: "later", code: "ECONNREFUSED" });
  });

  test.each(["ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"])(
    "a connection that failed with %s",
    async (code) => {
      const cause = new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code }) });
      const failing = aWebClient();
      Object.assign(failing, { fetchFn: () => Promise.reject(cause) });
      await expect(post(failing)).rejects.toMatchObject({ kind: "later", code });
    },
  );
});

describe("where no word of Slack's came back nobody knows whether it was done", () => {
  test.each<[string, SlackAnswer, string]>([
    ["a broken Slack", { status: 500 }, "http_500"],
    ["a proxy in between", { status: 502, body: "<html>bad gateway</html>" }, "http_502"],
    ["an overloaded Slack", { status: 503 }, "http_503"],
    ["something else that answers", { status: 404 }, "http_404"],
    ["a page instead of an answer", { status: 200, body: "<html>secret page</html>" }, "unreadable_answer"],
    ["an empty answer", { status: 200 }, "unreadable_answer"],
  ])("%s", async (_, answer, code) => {
    slackAnswers("chat.postMessage", answer);
    const trouble = await post().catch((caught: unknown) => caught);
    expect(trouble).toMatchObject({ name: "SlackTrouble", kind: "unknown", code });
    expect(`${(trouble as Error).message} ${String((trouble as Error).cause)}`).not.toContain("secret page");
  });

  test.each([
    ["a connection that broke", breakingAddress],
    ["silence", silentAddress],
  ])("%s", async (_, address) => {
    await expect(post(aWebClient(`${await address()}/api/`))).rejects.toMatchObject({
      name: "SlackTrouble",
      kind: "unknown",
    });
  });

  test("an error nobody foresaw", () => {
    const cause = new Error("?");
    expect(toSlackTrouble(cause)).toMatchObject({ kind: "unknown", code: "no_answer", cause });
  });
});

test("nothing is tried twice by the client itself", async () => {
  const asked = slackAnswers("chat.postMessage", { status: 500 });
  await expect(post()).rejects.toThrow(SlackTrouble);
  expect(asked).toHaveLength(1);
});

test("trouble with a place is told apart from trouble with what is said", () => {
  expect(isAboutThePlace(new SlackTrouble("permanent", "is_archived"))).toBe(true);
  expect(isAboutThePlace(new SlackTrouble("permanent", "invalid_blocks"))).toBe(false);
  expect(isAboutThePlace(new SlackTrouble("later", "ratelimited"))).toBe(false);
});
