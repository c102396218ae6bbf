import { Worker } from "node:worker_threads";
import type { Arrived } from "../domain/event/inbox-event.ts";
import type { HandedRow, WhichRows } from "./handed-row.ts";
import type { Inbox, InboxRow } from "./inbox.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { FromInbox, InboxQuestion, ToInbox } from "./inbox-thread-talk.ts";
import { type Asked, OpenQuestions } from "./open-questions.ts";
import { StoreTrouble } from "./store-trouble.ts";

/** The part of the inbox that may lie in a file of its own. */
export type InboxThread = Pick<
  Inbox,
  "isBeside" | "take" | "append" | "oldest" | "those" | "remove" | "depth" | "holdsMoreThan"
> & {
  /** With what they tell, which is read beside as well. */
  read(which: WhichRows): Promise<HandedRow[]>;
  scrub(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The inbox in a file of its own, and a thread that reads what comes in, keeps it and waits for the disk: a flood of
 * events takes neither time from people nor the file from jobs. It starts with the first question, and anew should it
 * ever die. Throws where the file can not be opened.
 */
export function inboxThread(path: string): InboxThread {
  openInboxFile(path).close();
  let running: Worker | undefined;
  let asked = new OpenQuestions();

  const begin = (): Worker => {
    const worker = new Worker(new URL("./inbox-thread-main.ts", import.meta.url), { workerData: { path } });
    const mine = new OpenQuestions();
    asked = mine;
    let cause: unknown;
    worker.on("message", (answers: FromInbox) => {
      for (const answer of answers) {
        const asker = mine.take(answer.id);
        if ("failed" in answer)
          asker?.reject(new StoreTrouble("later", `the inbox failed; ${answer.failed}`));
        else asker?.resolve(answer.value as never);
      }
      if (mine.count === 0) worker.unref();
    });
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => {
      if (running === worker) running = undefined;
      const trouble = new StoreTrouble("later", "the thread of the inbox has ended", { cause });
      mine.rejectAll(trouble);
    });
    return worker;
  };

  const ask = <T>(question: InboxQuestion): Promise<T> =>
    new Promise((resolve, reject) => {
      running ??= begin();
      const id = asked.add({ resolve: resolve as Asked["resolve"], reject });
      // It keeps the process alive as long as it owes an answer, and no longer.
      running.ref();
      running.postMessage({ id, ...question } satisfies ToInbox);
    });

  return {
    isBeside: true,
    take: (arrivals) => ask<Arrived[]>({ what: "take", arrivals }),
    append: (events) => ask({ what: "take", arrivals: events }),
    read: (which) => ask<HandedRow[]>({ what: "read", which }),
    oldest: (limit) => ask<InboxRow[]>({ what: "oldest", limit }),
    those: (seqs) => ask<InboxRow[]>({ what: "those", seqs }),
    remove: (seqs) => ask({ what: "remove", seqs }),
    depth: () => ask<number>({ what: "depth" }),
    holdsMoreThan: (rows) => ask<boolean>({ what: "holds more than", rows }),
    scrub: () => ask({ what: "scrub" }),
    close: async () => {
      const closing = running;
      if (closing === undefined) return;
      // One that has ended by itself is closed.
      await ask({ what: "close" }).catch(() => {});
      if (running === closing) running = undefined;
    },
  };
}
