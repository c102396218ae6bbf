import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { openUnnamedFile, type UnnamedFile } from "./unnamed-file.ts";

/** The same, packed, in a file of its own; `onPiece` is heard all the while, and whoever wants no more of it throws. */
export async function pack(
  body: AsyncIterable<Uint8Array>,
  { folder, name, onPiece }: { folder: string; name: string; onPiece(): Promise<void> },
): Promise<UnnamedFile> {
  const packed = await openUnnamedFile(folder, name);
  try {
    await pipeline(body, createGzip(), async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) {
        await packed.append(piece);
        await onPiece();
      }
    });
    return packed;
  } catch (error) {
    await packed.close();
    throw error;
  }
}
