import type { EventQueue, QueueMessage } from "../../src/aws/event-queue.ts";
import { limits } from "../../src/domain/limits.ts";
import type { ManualClock } from "./manual-clock.ts";

/** A queue of messages that waits as SQS does, by the test's clock. */
export function fakeQueue(clock: ManualClock) {
  const waiting: QueueMessage[] = [];
  let stir = Promise.withResolvers<void>();
  const fake = {
    /** What somebody has in hand. */
    inHand: [] as QueueMessage[],
    deleted: [] as string[],
    released: [] as { id: string; afterSeconds: number }[],
    /** When each receive was asked for, and for how long it would wait. */
    receives: [] as { atMs: number; waitSeconds: number }[],
    receiveTrouble: undefined as Error | undefined,
    removeTrouble: undefined as Error | undefined,
    send(...messages: readonly (Partial<QueueMessage> & { body: string })[]): void {
      for (const message of messages) {
        const id = message.id ?? `m${++sent}`;
        waiting.push({ id, receipt: `r-${id}`, receives: 1, ...message });
      }
      stir.resolve();
      stir = Promise.withResolvers();
    },
  };
  let sent = 0;

  const receive: EventQueue["receive"] = async ({ waitSeconds, signal }) => {
    fake.receives.push({ atMs: clock.nowMs(), waitSeconds });
    if (fake.receiveTrouble !== undefined) throw fake.receiveTrouble;
    if (waiting.length === 0) await patience(waitSeconds, signal);
    signal.throwIfAborted();
    const given = waiting.splice(0, limits.queueMessages);
    fake.inHand.push(...given);
    return given;
  };

  const patience = (waitSeconds: number, signal: AbortSignal): Promise<unknown> =>
    Promise.race([
      stir.promise,
      new Promise<void>((resolve) => clock.after(waitSeconds * 1_000, resolve)),
      new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())),
    ]);

  const letGo = (messages: readonly QueueMessage[]): void => {
    fake.inHand = fake.inHand.filter((each) => !messages.some(({ id }) => id === each.id));
  };

  const queue: EventQueue = {
    receive,
    async remove(messages) {
      if (fake.removeTrouble !== undefined) throw fake.removeTrouble;
      letGo(messages);
      fake.deleted.push(...messages.map(({ id }) => id));
      return 0;
    },
    async release(messages, afterSeconds) {
      letGo(messages);
      for (const { id, receives, ...rest } of messages) {
        fake.released.push({ id, afterSeconds });
        clock.after(afterSeconds * 1_000, () => fake.send({ ...rest, id, receives: receives + 1 }));
      }
    },
    close: () => {},
  };
  return Object.assign(fake, { queue });
}
