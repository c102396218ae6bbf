import { directPlaceOf } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { PacedCall } from "../domain/telling/slack-pace.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Posts } from "../slack/posts.ts";
import type { Pace } from "./pace.ts";

type AnswerPosts = Pick<Posts, "postPrivately" | "postOpenly" | "postDirectly">;

/** Answers to people go at once: somebody waits for them. What they use of Slack's pace the notices go without. */
export function notedPosts(posts: AnswerPosts, pace: Pace, nowMs: () => number): AnswerPosts {
  const noted = async (call: PacedCall, post: () => Promise<void>): Promise<void> => {
    await pace.note(call);
    try {
      await post();
    } catch (error) {
      const { code, retryAfterMs = limits.postRetryMs } = toTrouble(error);
      if (code === "ratelimited") await pace.stop(call.method, nowMs() + retryAfterMs);
      throw error;
    }
  };
  return {
    postPrivately: (place, message) =>
      noted({ method: "chat.postEphemeral", channel: place.channel }, () =>
        posts.postPrivately(place, message),
      ),
    postOpenly: (place, message) =>
      noted({ method: "chat.postMessage", channel: place.channel }, () => posts.postOpenly(place, message)),
    postDirectly: (member, message) =>
      noted({ method: "chat.postMessage", channel: directPlaceOf(member) }, () =>
        posts.postDirectly(member, message),
      ),
  };
}
