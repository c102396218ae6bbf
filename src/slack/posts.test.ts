import { describe, expect, test } from "vitest";
import { aMessage, aWebClient, onlyExpectedSlackCalls, slackAnswers } from "../../test/support/slack-nock.ts";
import type { ChannelId, MemberId, MessageTs, NoticeId } from "../domain/ids.ts";
import { type PostMetadata, postsOf } from "./posts.ts";
import { SlackTrouble } from "./slack-trouble.ts";

onlyExpectedSlackCalls();

const posts = postsOf(aWebClient());
const channel = "C0PETERS" as ChannelId;
const member = "U0JBLOW" as MemberId;
const cardTs = "1795200120.000100" as MessageTs;
const notice = "n_7" as NoticeId;
const metadata: PostMetadata = { kind: "card", job: "3fa9", notice, state: "running", version: 4 };

/** Form fields, with what Slack takes as JSON read back. */
function fields({ blocks, metadata, ...rest }: Record<string, string> = {}) {
  return {
    ...rest,
    ...(blocks === undefined ? {} : { blocks: JSON.parse(blocks) as unknown }),
    ...(metadata === undefined ? {} : { metadata: JSON.parse(metadata) as unknown }),
  };
}

describe("a post", () => {
  test("carries text, blocks and metadata, unfolds no links, and gives its ts", async () => {
    const asked = slackAnswers("chat.postMessage", { ok: true, ts: cardTs });
    expect(await posts.post({ channel, message: aMessage, metadata })).toEqual({ ts: cardTs });
    expect(fields(asked[0])).toMatchObject({
      channel,
      text: aMessage.text,
      blocks: aMessage.blocks,
      metadata: { event_type: "batchmate", event_payload: metadata },
      unfurl_links: "false",
      unfurl_media: "false",
    });
    expect(asked[0]).not.toHaveProperty("thread_ts");
  });

  test("under a card names the card", async () => {
    const asked = slackAnswers("chat.postMessage", { ok: true, ts: "1795200121.000100" });
    await posts.post({ channel, threadTs: cardTs, message: aMessage, metadata });
    expect(asked[0]?.thread_ts).toBe(cardTs);
  });

  test("under a card that is gone stands apart, and that is told", async () => {
    const ts = "1795200121.000100";
    slackAnswers("chat.postMessage", { ok: true, ts, message: { ts, text: "" } });
    slackAnswers("chat.postMessage", { ok: true, ts, message: { ts, thread_ts: cardTs } });
    const posted = { channel, threadTs: cardTs, message: aMessage, metadata };
    expect(await posts.post(posted)).toEqual({ ts, isApart: true });
    expect(await posts.post(posted)).toEqual({ ts });
  });

  test("is changed with its metadata, which Slack would otherwise drop", async () => {
    const asked = slackAnswers("chat.update", { ok: true, ts: cardTs });
    await posts.edit({ channel, message: aMessage, metadata }, cardTs);
    expect(fields(asked[0])).toMatchObject({
      channel,
      ts: cardTs,
      text: aMessage.text,
      metadata: { event_type: "batchmate", event_payload: metadata },
    });
  });

  test("that is refused is trouble", async () => {
    slackAnswers("chat.postMessage", { ok: false, error: "is_archived" });
    const posted = posts.post({ channel, message: aMessage, metadata });
    await expect(posted).rejects.toSatisfy(
      (trouble: unknown) => trouble instanceof SlackTrouble && posts.isClosed(trouble),
    );
  });
});

describe("a post of which nobody knows", () => {
  const sinceMs = 1_795_200_060_500;
  const untilMs = 1_795_200_240_500;
  const posted = (ts: string, payload: object, eventType = "batchmate") => ({
    ts,
    metadata: { event_type: eventType, event_payload: payload },
  });

  test("is found by its notice among others, in the channel", async () => {
    const asked = slackAnswers("conversations.history", {
      ok: true,
      messages: [
        { ts: "4", text: "somebody talks" },
        posted("3", { kind: "card", notice: "n_8" }),
        posted("2", { kind: "card", notice: "n_7" }, "another-app"),
        posted("1", { kind: "card", notice: "n_7" }),
      ],
    });
    expect(await posts.find({ channel, sinceMs, untilMs }, notice)).toBe("1");
    expect(asked[0]).toMatchObject({ channel, oldest: "1795200060.5", include_all_metadata: "true" });
  });

  test("is found under its card, on a later page", async () => {
    const asked = slackAnswers(
      "conversations.replies",
      { ok: true, messages: [posted("1", { notice: "n_1" })], response_metadata: { next_cursor: "p2" } },
      { ok: true, messages: [posted("2", { notice: "n_7" })], response_metadata: { next_cursor: "" } },
    );
    expect(await posts.find({ channel, threadTs: cardTs, sinceMs, untilMs }, notice)).toBe("2");
    expect(asked.map(({ ts, cursor }) => [ts, cursor])).toEqual([
      [cardTs, undefined],
      [cardTs, "p2"],
    ]);
  });

  test("was not made when no page has it", async () => {
    slackAnswers(
      "conversations.history",
      { ok: true, messages: [], response_metadata: { next_cursor: "p2" } },
      { ok: true, messages: [posted("1", { notice: "n_1" })] },
    );
    expect(await posts.find({ channel, sinceMs, untilMs }, notice)).toBeUndefined();
  });

  test("is looked for in the channel where its card is gone", async () => {
    slackAnswers("conversations.replies", { ok: false, error: "thread_not_found" });
    slackAnswers("conversations.history", { ok: true, messages: [posted("3", { notice: "n_7" })] });
    expect(await posts.find({ channel, threadTs: cardTs, sinceMs, untilMs }, notice)).toBe("3");
  });

  test("is looked for on five pages at most, and what was not read to the end is no miss", async () => {
    const page = { ok: true, messages: [], response_metadata: { next_cursor: "on" } };
    const asked = slackAnswers("conversations.history", page, page, page, page, page);
    const looking = posts.find({ channel, sinceMs, untilMs }, notice);
    await expect(looking).rejects.toMatchObject({ kind: "permanent", code: "too_much_to_read" });
    expect(asked).toHaveLength(5);
  });

  test("stays unknown when the look itself fails", async () => {
    slackAnswers("conversations.history", { status: 503 });
    await expect(posts.find({ channel, sinceMs, untilMs }, notice)).rejects.toMatchObject({
      kind: "unknown",
    });
  });
});

describe("an answer for everybody", () => {
  test.each([
    ["in the thread in which it was asked", { channel, threadTs: cardTs }, cardTs],
    ["in the channel in which it was asked", { channel }, undefined],
  ])("stands %s, and is no post that is looked for", async (_, place, threadTs) => {
    const asked = slackAnswers("chat.postMessage", { ok: true, ts: "1" });
    await posts.postOpenly(place, aMessage);
    expect(asked[0]).toMatchObject({ channel, text: aMessage.text, unfurl_links: "false" });
    expect(asked[0]?.thread_ts).toBe(threadTs);
    expect(asked[0]).not.toHaveProperty("metadata");
  });
});

describe("what only one person is told", () => {
  test("stands in the thread in which they asked", async () => {
    const asked = slackAnswers("chat.postEphemeral", { ok: true, message_ts: "1" });
    await posts.postPrivately({ channel, member, threadTs: cardTs }, aMessage);
    expect(asked[0]).toMatchObject({ channel, user: member, thread_ts: cardTs, text: aMessage.text });
  });

  test("stands in the channel in which they asked", async () => {
    const asked = slackAnswers("chat.postEphemeral", { ok: true, message_ts: "1" });
    await posts.postPrivately({ channel, member }, aMessage);
    expect(asked[0]).not.toHaveProperty("thread_ts");
  });

  test("can come as a direct message", async () => {
    const opened = slackAnswers("conversations.open", { ok: true, channel: { id: "D0JBLOW" } });
    const asked = slackAnswers("chat.postMessage", { ok: true, ts: "1" });
    await posts.postDirectly(member, aMessage);
    expect(opened[0]).toMatchObject({ users: member });
    expect(asked[0]).toMatchObject({ channel: "D0JBLOW", text: aMessage.text });
    expect(asked[0]).not.toHaveProperty("metadata");
  });
});

test("a message has a link", async () => {
  const permalink = "https://peters-lab.slack.com/archives/C0PETERS/p1795200120000100";
  const asked = slackAnswers("chat.getPermalink", { ok: true, permalink });
  expect(await posts.permalink(channel, cardTs)).toBe(permalink);
  expect(asked[0]).toMatchObject({ channel, message_ts: cardTs });
});

test("the probe says nothing while Slack answers, and throws while it does not", async () => {
  slackAnswers("auth.test", { ok: true }, { status: 500 });
  await posts.probe();
  await expect(posts.probe()).rejects.toMatchObject({ kind: "unknown" });
});
