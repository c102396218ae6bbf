import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type Balancer = {
  url: string;
  /** Which request went where: the index of the target. */
  sent: number[];
  close(): Promise<void>;
};

/** What stands before several replicas: each request goes to the next of them; one that does not listen is passed over. */
export async function balancer(targets: readonly string[]): Promise<Balancer> {
  const sent: number[] = [];
  let next = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    for (let tries = 0; tries < targets.length; tries++) {
      const index = next++ % targets.length;
      const outcome = await forward({ target: targets[index] ?? "", incoming, body, outgoing });
      if (outcome === "done") sent.push(index);
      if (outcome !== "not listening") return;
    }
    outgoing.writeHead(503).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

type Forwarding = { target: string; incoming: IncomingMessage; body: Buffer; outgoing: ServerResponse };

/** Who dies with a request in its hands has perhaps carried it out: the asker is told that it failed. */
function forward({
  target,
  incoming,
  body,
  outgoing,
}: Forwarding): Promise<"done" | "broken" | "not listening"> {
  return new Promise((resolve) => {
    const { method = "GET", url = "/", headers } = incoming;
    const asked = request(`${target}${url}`, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once("end", () => resolve("done"));
      answer.once("error", () => {
        outgoing.destroy();
        resolve("broken");
      });
    });
    asked.once("error", (error) => {
      if ("code" in error && error.code === "ECONNREFUSED") return resolve("not listening");
      if (!outgoing.headersSent) outgoing.writeHead(502).end();
      resolve("broken");
    });
    asked.end(body);
  });
}
