/** Signed slash commands at an even pace, each acknowledged and, by the bot, answered at its response_url. */
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { channelOf, owner, signingSecret, team } from "../world/names.ts";

export type SlashLoad = {
  port: number;
  /** Where answers go: the bench's Slack. */
  answerUrl: string;
  perSecond: number;
  seconds: number;
  /** Told apart in the ids of intentions. */
  name: string;
  /** What is typed behind the command, the n-th time. */
  text(n: number): string;
};

export type SlashResult = {
  sent: number;
  /** How long each took to be acknowledged. */
  ackMs: readonly number[];
  /** Answers that were not 200. */
  failed: number;
  /** When each was sent, by the last part of its response_url. */
  sentMs: Map<string, number>;
};

export async function slashLoad(load: SlashLoad): Promise<SlashResult> {
  const agent = new Agent({ keepAlive: true });
  const ackMs: number[] = [];
  const sentMs = new Map<string, number>();
  let failed = 0;
  const total = Math.round(load.perSecond * load.seconds);
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: total }, async (_, n) => {
      const dueMs = startedMs + (n / load.perSecond) * 1_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
      const id = `${load.name}-${n}`;
      const body = bodyOf(load, id, n);
      const atMs = performance.now();
      sentMs.set(id, atMs);
      const status = await send(load.port, agent, body).catch(() => 0);
      ackMs.push(performance.now() - atMs);
      if (status !== 200) failed += 1;
    }),
  );
  agent.destroy();
  return { ackMs, sent: total, failed, sentMs };
}

function bodyOf({ answerUrl, text }: SlashLoad, id: string, n: number): string {
  return new URLSearchParams({
    token: "bench",
    team_id: team,
    team_domain: "bench",
    channel_id: channelOf(0),
    channel_name: "lab",
    user_id: owner,
    user_name: "jblow",
    command: "/batch",
    text: text(n),
    api_app_id: "A0BENCH",
    is_enterprise_install: "false",
    response_url: `${answerUrl}/answer/${id}`,
    trigger_id: `trigger.${id}`,
  }).toString();
}

function send(port: number, agent: Agent, body: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return new Promise((resolve, reject) => {
    request(
      {
        host: "127.0.0.1",
        port,
        path: "/slack/events",
        method: "POST",
        agent,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
          "x-slack-request-timestamp": timestamp,
          "x-slack-signature": `v0=${signature}`,
        },
      },
      (response) => response.resume().on("end", () => resolve(response.statusCode ?? 0)),
    )
      .on("error", reject)
      .end(body);
  });
}
