import { createGzip } from "node:zlib";
import { openUnnamedFile, type UnnamedFile } from "./unnamed-file.ts";

/** The same, packed, in a file of its own; `onPiece` is heard all the while, and whoever wants no more of it throws. */
export async function pack(
  body: AsyncIterable<Uint8Array>,
  { folder, name, onPiece }: { folder: string; name: string; onPiece(): Promise<void> },
): Promise<UnnamedFile> {
  const packed = await openUnnamedFile(folder, name);
  const gzip = createGzip();
  const written = (async () => {
    for await (const piece of gzip) await packed.append(piece);
  })();
  try {
    await Promise.race([written, feed(gzip, body, onPiece)]);
    gzip.end();
    await written;
    return packed;
  } catch (error) {
    gzip.destroy();
    await written.catch(() => undefined);
    await packed.close();
    throw error;
  }
}

/** Each piece is taken in before the next is asked for. */
async function feed(
  gzip: ReturnType<typeof createGzip>,
  body: AsyncIterable<Uint8Array>,
  onPiece: () => Promise<void>,
): Promise<void> {
  for await (const piece of body) {
    await new Promise<void>((resolve, reject) => {
      gzip.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    await onPiece();
  }
}
