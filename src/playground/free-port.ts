import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Below those that the system lends to outgoing connections: one of these may be taken while its server is restarted. */
const lowest = 20_000;
const highest = 32_000;

/** A process keeps a block of ports to itself: it listens on the first, and gives out the others. */
const blockSize = 100;
const blocks = (highest - lowest) / blockSize;

let nextBlock = process.pid % blocks;
let left: number[] = [];

/**
 * A port of this machine that nobody listens on, that nobody is lent by chance, and that no other process gives out while
 * this one lives: it stays free for its server while that is restarted.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = left.shift();
    if (port === undefined) left = await takeBlock();
    else if (await isFree(port)) return port;
  }
}

async function takeBlock(): Promise<number[]> {
  for (let tried = 0; tried < blocks; tried++) {
    const start = lowest + (nextBlock++ % blocks) * blockSize;
    const held = await listening(start);
    if (held === undefined) continue;
    // Until the process ends, however it does: then the system gives the block back.
    held.unref();
    return Array.from({ length: blockSize - 1 }, (_, i) => start + 1 + i);
  }
  throw new Error(`All ports from ${lowest} to ${highest} are taken.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = await listening(port);
  if (server === undefined) return false;
  server.close();
  await once(server, "close");
  return true;
}

function listening(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
