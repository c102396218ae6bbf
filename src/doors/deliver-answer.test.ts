import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { toMe } from "../commands/answer.ts";
import type { ChannelId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { paragraph } from "../messages/block.ts";
import { say } from "../messages/prose.ts";
import type { Posts } from "../slack/posts.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import { answerDelivery } from "./deliver-answer.ts";

const answer = toMe({ text: "Nothing is under way.", blocks: [paragraph(say`Nothing is under way.`)] });

const opened: Invocation = {
  id: "Ev1" as InvocationId,
  verb: "home",
  input: { kind: "home" },
  who: { member: "U0JBLOW" as MemberId, team: "T0HUTCH" as TeamId },
  where: { channel: "D0JBLOW" as ChannelId },
  via: "home",
  reply: { receivedAtMs: 0 },
};

function withHome(publish: () => Promise<void>) {
  const lines: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
  const postDirectly = vi.fn(async () => {});
  const deliver = answerDelivery({
    posts: { postDirectly } as unknown as Posts,
    homes: { publish },
    respond: async () => {},
    nowMs: () => 0,
    logger,
  });
  return { deliver, lines, postDirectly };
}

test("a Slack app without a Home tab is told of in the log, once an opening, and nobody else hears of it", async () => {
  const { deliver, lines, postDirectly } = withHome(async () => {
    throw new SlackTrouble("permanent", "not_enabled");
  });
  await deliver(opened, answer);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("not_enabled");
  expect(postDirectly).not.toHaveBeenCalled();
});

test("a Home tab that Slack could not draw just now is left to be drawn again", async () => {
  const { deliver } = withHome(async () => {
    throw new SlackTrouble("later", "ratelimited");
  });
  await expect(deliver(opened, answer)).rejects.toThrow("ratelimited");
});
