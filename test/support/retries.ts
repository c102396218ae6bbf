/** Several jobs of one name, one after the other in one thread. */
import type { Message } from "../../src/playground/slack/local-slack.ts";
import type { World } from "./installation.ts";
import { atWork, payloadOf } from "./people-at-work.ts";

export type Sent = {
  jobName: string;
  tags: Record<string, string>;
  retryStrategy?: unknown;
  containerOverrides?: { command?: string[]; environment?: { name: string; value: string }[] };
} & Record<string, unknown>;

export function retries(world: World) {
  const lab = atWork(world);
  const isEnd = (state = "") => ["succeeded", "failed", "stopped", "lost", "rejected"].includes(state);
  const cardOf = (jobId: string): Message | undefined =>
    lab.cards().find((card) => payloadOf(card).job === jobId);
  return {
    cardOf,
    /** The reply and the card of the nth job of that name, once both show its end. */
    endOf: async (name: string, nth: number): Promise<{ end: Message; card: Message; jobId: string }> => {
      const jobId = await lab.see(() => lab.jobsNamed(name)[nth]?.jobId);
      const card = await lab.see(() => {
        const found = cardOf(jobId);
        return found !== undefined && isEnd(payloadOf(found).state) && found;
      });
      const end = await lab.see(() =>
        world.slack
          .thread(card.channel, card.ts)
          .find((reply) => payloadOf(reply)?.kind === "finished" && payloadOf(reply).job === jobId),
      );
      return { end, card, jobId };
    },
    /** What was sent to AWS for the jobs of that name, in order. */
    submitsOf: (name: string): Sent[] =>
      world.aws
        .calls()
        .filter(({ operation }) => operation === "SubmitJob")
        .map(({ input }) => input as Sent)
        .filter(({ jobName }) => new RegExp(`^(\\w+-)?${name}-[a-z0-9]{6}$`).test(jobName)),
    /** But for whose it is, and its name. */
    withoutWho: (sent: Sent | undefined) => {
      const { jobName: _name, tags = {}, ...rest } = sent ?? { jobName: "", tags: {} };
      const own = Object.entries(tags).filter(([name]) => !name.startsWith("batchmate:"));
      return { ...rest, tags: Object.fromEntries(own) };
    },
  };
}
