/** What the address says about TLS is kept, before anything secret is said. */
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { postgresPool } from "../../src/store/postgres-pool.ts";

/** A server without TLS; gives what it was told. */
async function whatItHears(mode: string): Promise<string> {
  let heard = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
      // 80877103 is the wish for TLS; "N" is: there is none.
      if (bytes.length === 8 && bytes.readInt32BE(4) === 80_877_103) socket.write("N");
      else socket.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const url = `postgres://batchmate:hunter2@127.0.0.1:${port}/batchmate${mode}`;
  const pool = postgresPool(url, { connections: 1, connectMs: 5_000, statementMs: 1_000 });
  await expect(pool.connect()).rejects.toMatchObject({ name: "StoreTrouble" });
  await pool.end();
  server.close();
  return heard;
}

test.each(["require", "verify-ca", "verify-full", "prefer", "no-verify"])(
  "with sslmode=%s a server without TLS is told nothing, not even who asks",
  async (mode) => {
    const heard = await whatItHears(`?sslmode=${mode}`);
    expect(heard).toHaveLength(8);
    expect(heard).not.toContain("batchmate");
  },
);

test.each(["", "?sslmode=disable"])(
  "with %j there is no TLS: the way to the server has to be safe",
  async (mode) => {
    expect(await whatItHears(mode)).toContain("batchmate");
  },
);
