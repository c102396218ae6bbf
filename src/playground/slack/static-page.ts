/** Serves the page's own files, and nothing outside their folder. */
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

export async function serveStatic(
  folder: string | undefined,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const content =
    folder === undefined ? undefined : await readInside(folder, path === "/" ? "/index.html" : path);
  if (!content) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found");
    return;
  }
  response.writeHead(200, {
    "content-type": types[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
  response.end(content);
}

async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  const root = normalize(folder + sep);
  const file = join(root, decodeURIComponent(path));
  if (!file.startsWith(root) || !(extname(file) in types)) return undefined;
  return readFile(file).catch(() => undefined);
}
