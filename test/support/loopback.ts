/** Servers of this machine that fail in the ways a network does. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Where a server answers until the test has ended. */
export async function addressOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listening(server);
}

/** Takes every request and never answers. */
export const silentAddress = (): Promise<string> => addressOf(() => {});

/** Reads the request and breaks the connection. */
export const breakingAddress = (): Promise<string> =>
  addressOf((request) => {
    request.resume().on("end", () => request.socket.resetAndDestroy());
  });

/** Nobody listens there. */
export async function refusingAddress(): Promise<string> {
  const server = createServer();
  const address = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
