/** Posts few or many events at an even pace, from the bench's own process; resolves when the last is answered. */
import { Agent, request } from "node:http";
import { benchKey } from "../world/names.ts";

export type PostEvents = { port: number; bodies: Iterable<string>; perSecond: number };

const together = 16;

/** Gives how many were not taken. */
export async function postEvents({ port, bodies, perSecond }: PostEvents): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  const startedMs = performance.now();
  const waiting = bodies[Symbol.iterator]();
  let sent = 0;
  let refused = 0;
  const send = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const dueMs = startedMs + (sent++ / perSecond) * 1_000;
      const waitMs = dueMs - performance.now();
      if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
      if ((await post(port, agent, next.value)) !== 202) refused += 1;
    }
  };
  await Promise.all(Array.from({ length: together }, send));
  agent.destroy();
  return refused;
}

function post(port: number, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-api-key": benchKey,
    };
    request({ host: "127.0.0.1", port, path: "/aws/events", method: "POST", agent, headers }, (response) =>
      response.resume().on("end", () => resolve(response.statusCode ?? 0)),
    )
      .on("error", () => resolve(0))
      .end(body);
  });
}
