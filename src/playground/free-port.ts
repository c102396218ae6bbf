import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that the system lends to outgoing connections: one of these may be taken while its server is restarted. */
const lowest = 20_000;
const highest = 32_000;

/** A port of this machine that nobody listens on, and that nobody is lent by chance. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
