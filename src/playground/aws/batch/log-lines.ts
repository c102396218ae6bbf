import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

export type LogLine = { timestamp: number; message: string };

/** CloudWatch splits what is longer. */
const maxLineChars = 256 * 1024 - 26;

/** Reads a stream to its end, line by line; resolves when nothing more can come. */
export function readLines(stream: Readable, onLines: (lines: LogLine[]) => void): Promise<void> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const give = (messages: string[]) => {
    const timestamp = Date.now();
    const lines = messages.flatMap(split).map((message) => ({ timestamp, message }));
    if (lines.length > 0) onLines(lines);
  };
  stream.on("data", (chunk: Buffer) => {
    const messages = (rest + decoder.write(chunk)).split("\n");
    rest = messages.pop() ?? "";
    if (rest.length > maxLineChars) {
      messages.push(rest);
      rest = "";
    }
    give(messages);
  });
  return new Promise((resolve) => {
    stream.once("close", () => {
      if (rest !== "") give([rest]);
      resolve();
    });
  });
}

function split(message: string): string[] {
  const line = message.endsWith("\r") ? message.slice(0, -1) : message;
  const pieces = Math.max(1, Math.ceil(line.length / maxLineChars));
  return Array.from({ length: pieces }, (_, i) => line.slice(i * maxLineChars, (i + 1) * maxLineChars));
}
