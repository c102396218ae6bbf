/**
 * CloudWatch Logs with one stream of as many lines as its name says (`bench/default/1000000`): pages as large as the
 * real ones, made once and then given out as they are; of `bench/once/…` none is kept. Prints its port.
 * `node lean-logs.ts`
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { benchLine, benchLineMs } from "../world/bench-lines.ts";

type Asked = {
  logStreamName: string;
  nextToken?: string | undefined;
  startFromHead?: boolean;
  limit?: number;
};

const mostEvents = 10_000;
const mostBytes = 1024 * 1024;

const made = new Map<string, Buffer>();

function pageFor({ logStreamName, nextToken, startFromHead = false, limit = mostEvents }: Asked): Buffer {
  const key = `${logStreamName} ${nextToken} ${startFromHead} ${limit}`;
  const page = made.get(key) ?? makePage({ logStreamName, nextToken, startFromHead, limit });
  if (!logStreamName.includes("/once/")) made.set(key, page);
  return page;
}

function makePage(asked: Asked & { startFromHead: boolean; limit: number }): Buffer {
  const { nextToken, startFromHead, limit } = asked;
  const total = Number(asked.logStreamName.split("/").at(-1));
  const start = nextToken === undefined ? (startFromHead ? 0 : total) : Number(nextToken.slice(2));
  const step = startFromHead ? 1 : -1;
  const events: { timestamp: number; message: string; ingestionTime: number }[] = [];
  let bytes = 0;
  for (let n = startFromHead ? start : start - 1; n >= 0 && n < total && events.length < limit; n += step) {
    const message = benchLine(n);
    bytes += message.length + 26;
    if (bytes > mostBytes) break;
    events.push({ timestamp: benchLineMs(n), message, ingestionTime: benchLineMs(n) });
  }
  const [from, to] = startFromHead ? [start, start + events.length] : [start - events.length, start];
  return Buffer.from(
    JSON.stringify({
      events: startFromHead ? events : events.reverse(),
      nextForwardToken: `f/${to}`,
      nextBackwardToken: `b/${from}`,
    }),
  );
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request
    .on("data", (chunk: Buffer) => chunks.push(chunk))
    .on("end", () => {
      const page = pageFor(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Asked);
      response.writeHead(200, {
        "content-type": "application/x-amz-json-1.1",
        "content-length": page.length,
      });
      response.end(page);
    });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
