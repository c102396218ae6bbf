import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { readRow, type WhichRows } from "./handed-row.ts";
import type { InboxRow } from "./inbox.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { FromInbox, InboxAnswer, InboxQuestion, ToInbox } from "./inbox-thread-talk.ts";

const port = parentPort as MessagePort;
const file = openInboxFile((workerData as { path: string }).path);

const writes: ReadonlySet<InboxQuestion["what"]> = new Set(["take", "remove"]);

/** What waits by now is written in one commit: the disk is waited for once for all of it. */
port.on("message", (first: ToInbox) => {
  const asked = [first];
  for (let next = nextWaiting(); next !== undefined; next = nextWaiting()) asked.push(next);
  const toWrite = asked.filter(({ what }) => writes.has(what));
  if (toWrite.length > 0) say(inOneCommit(toWrite));
  // Senders wait for what is written; many rows take a while to be read.
  const others = asked.filter(({ what }) => !writes.has(what));
  if (others.length > 0) say(others.map(answer));
  if (asked.some(({ what }) => what === "close")) port.close();
});

function say(answers: FromInbox): void {
  port.postMessage(answers);
}

function nextWaiting(): ToInbox | undefined {
  return (receiveMessageOnPort(port) as { message: ToInbox } | undefined)?.message;
}

/** All of it, or nothing. */
function inOneCommit(asked: readonly ToInbox[]): InboxAnswer[] {
  try {
    return file.inOne(() => asked.map(({ id, ...question }) => ({ id, value: done(question) })));
  } catch (error) {
    return asked.map(({ id }) => ({ id, failed: (error as Error).message }));
  }
}

function answer({ id, ...question }: ToInbox): InboxAnswer {
  try {
    return { id, value: done(question) };
  } catch (error) {
    return { id, failed: (error as Error).message };
  }
}

function done(question: InboxQuestion): unknown {
  switch (question.what) {
    case "take":
      return file.take(question.arrivals);
    case "remove":
      return file.remove(question.seqs);
    case "oldest":
      return file.oldest(question.limit);
    case "read":
      return rowsOf(question.which).map(readRow);
    case "those":
      return file.those(question.seqs);
    case "depth":
      return file.depth();
    case "holds more than":
      return file.holdsMoreThan(question.rows);
    case "scrub":
      return file.scrub();
    case "close":
      return file.close();
  }
}

function rowsOf(which: WhichRows): InboxRow[] {
  return "oldest" in which ? file.oldest(which.oldest) : file.those(which.seqs);
}
