import { createServer } from "node:net";

/** Below those that the system lends to outgoing connections: one of these may be taken while its server is restarted. */
const lowest = 20_000;
const highest = 32_000;

/** Ports that a process has been given stay its own while its server is restarted: processes begin far from each other. */
const apart = 100;
const first = (process.pid * apart) % (highest - lowest);
let given = 0;

/** A port of this machine that nobody listens on, that nobody is lent by chance, and that was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + ((first + given++) % (highest - lowest));
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
