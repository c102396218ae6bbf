/**
 * The floor of the intake: the same HTTP server, which only parses the JSON and commits it in groups. What is taken in
 * beyond this is the price of what the bot does. Prints its port. `node intake-floor.ts FILE`
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Sqlite from "better-sqlite3";

const file = new Sqlite(process.argv[2] ?? ":memory:");
file.pragma("journal_mode = WAL");
file.pragma("synchronous = FULL");
file.exec("create table inbox (seq integer primary key autoincrement, body text not null)");
const insert = file.prepare("insert into inbox (body) values (?)");
const insertAll = file.transaction((bodies: readonly string[]) => {
  for (const body of bodies) insert.run(body);
});

let waiting: { body: string; response: ServerResponse }[] = [];

function commit(): void {
  const group = waiting;
  waiting = [];
  insertAll(group.map(({ body }) => body));
  for (const { response } of group) response.writeHead(202, { "content-length": "0" }).end();
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request
    .on("data", (chunk: Buffer) => chunks.push(chunk))
    .on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      JSON.parse(body);
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ body, response });
    });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
