// The checksums SQS answers with. Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for
// message attributes".

import { createHash } from "node:crypto";

export type AttributeValue = { DataType: string; StringValue?: string; BinaryValue?: string };
export type MessageAttributes = Record<string, AttributeValue>;

export function md5OfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/** Undefined where there are none. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as AttributeValue;
    const isBinary = DataType.startsWith("Binary");
    const value = isBinary ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? "");
    for (const part of [Buffer.from(name), Buffer.from(DataType)]) hash.update(sized(part));
    hash.update(Buffer.of(isBinary ? 2 : 1)).update(sized(value));
  }
  return hash.digest("hex");
}

function sized(part: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(part.length);
  return Buffer.concat([size, part]);
}
