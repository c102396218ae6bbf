import { expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { refused, tooFast } from "../../test/support/fake-posts.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import type { PacedCall } from "../domain/telling/slack-pace.ts";
import { notedPosts } from "./noted-posts.ts";
import { slackPace } from "./pace.ts";

const channel = "C0PETERS" as ChannelId;
const message = { text: "Here.", blocks: [] };

async function answering(trouble?: Error) {
  const clock = manualClock();
  const pace = slackPace(await openEmptyStore(), clock.nowMs);
  const post = async () => {
    if (trouble !== undefined) throw trouble;
  };
  const posts = notedPosts({ postPrivately: post, postOpenly: post, postDirectly: post }, pace, clock.nowMs);
  const waitMs = async (method: PacedCall["method"]) =>
    (await pace.look([{ method, channel }])).waitMs({ method, channel });
  return { posts, waitMs };
}

test("notices wait for an answer that went before them into their channel", async () => {
  const { posts, waitMs } = await answering();
  await posts.postOpenly({ channel }, message);
  expect(await waitMs("chat.postMessage")).toBe(1_050);
});

test("private answers and direct messages hold up no channel", async () => {
  const { posts, waitMs } = await answering();
  await posts.postPrivately({ channel, member: "U0JBLOW" as MemberId }, message);
  await posts.postDirectly("U0JBLOW" as MemberId, message);
  expect(await waitMs("chat.postMessage")).toBe(0);
});

test("an answer that meets a 429 stops its method for all, and is told of", async () => {
  const { posts, waitMs } = await answering(tooFast(30_000));
  await expect(posts.postOpenly({ channel }, message)).rejects.toThrow("ratelimited");
  expect(await waitMs("chat.postMessage")).toBe(30_000);
  expect(await waitMs("chat.update")).toBe(0);
});

test("an answer that is refused stops nothing", async () => {
  const { posts, waitMs } = await answering(refused("not_in_channel"));
  await expect(posts.postPrivately({ channel, member: "U0JBLOW" as MemberId }, message)).rejects.toThrow();
  expect(await waitMs("chat.postEphemeral")).toBe(0);
});
