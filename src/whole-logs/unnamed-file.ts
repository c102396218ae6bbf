/**
 * A file that only this process can find: it loses its name as soon as it is open, so that whatever ends the process,
 * the system takes the file away with it.
 */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

export type UnnamedFile = {
  /** In bytes, so far. */
  size(): number;
  append(bytes: Uint8Array): Promise<void>;
  /** All of it, piece by piece; may be read again. A piece is good until the next is asked for. */
  read(): AsyncIterable<Uint8Array>;
  /** Its room is free again. */
  close(): Promise<void>;
};

const prefix = "batchmate-log-";

/** `name` is one of a kind among those that are being opened. */
export async function openUnnamedFile(folder: string, name: string): Promise<UnnamedFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${prefix}${name}`);
  const handle = await openNew(path);
  await rm(path, { force: true });
  return fileOn(handle);
}

/** Who was killed between opening one and taking its name leaves an empty file behind. */
export async function removeLeftNames(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    await rm(join(folder, name), { force: true });
  }
}

/** Not one that is there already, nor where a link leads; nobody else may read it. */
async function openNew(path: string): Promise<FileHandle> {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
  const flags = O_CREAT | O_EXCL | O_RDWR | (O_NOFOLLOW ?? 0);
  await rm(path, { force: true });
  return open(path, flags, 0o600);
}

const pieceBytes = 64 * 1_024;

function fileOn(handle: FileHandle): UnnamedFile {
  let size = 0;
  return {
    size: () => size,
    async append(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, size);
        from += bytesWritten;
        size += bytesWritten;
      }
    },
    async *read() {
      const piece = Buffer.allocUnsafeSlow(pieceBytes);
      for (let from = 0; from < size; ) {
        const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, size - from), from);
        if (bytesRead === 0) throw new Error("a file has lost its end");
        from += bytesRead;
        yield piece.subarray(0, bytesRead);
      }
    },
    close: () => handle.close(),
  };
}
