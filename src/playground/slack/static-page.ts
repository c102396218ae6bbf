/** Serves the page's own files and those of the packages it uses, and nothing outside their folders. */
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
  ".woff2": "font/woff2",
};

export type PageFiles = {
  folder: string;
  /** Folders of packages by the name they are served under: `{icons: …}` is `/vendor/icons/`. */
  vendor?: Record<string, string>;
};

export async function serveStatic(
  files: PageFiles | undefined,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const place = files && findPlace(files, path);
  const content = place && (await readInside(place.folder, place.path));
  if (!content) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found");
    return;
  }
  response.writeHead(200, {
    "content-type": types[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream",
    "cache-control": path.startsWith("/vendor/") ? "max-age=86400" : "no-store",
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
  response.end(content);
}

type Place = { folder: string; path: string };

function findPlace({ folder, vendor = {} }: PageFiles, path: string): Place | undefined {
  const [, name = "", rest = ""] = /^\/vendor\/([a-z]+)(\/.*)$/.exec(path) ?? [];
  const shared = Object.hasOwn(vendor, name) ? vendor[name] : undefined;
  if (shared !== undefined) return { folder: shared, path: rest };
  return { folder, path: path === "/" ? "/index.html" : path };
}

async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  const root = normalize(folder + sep);
  const file = join(root, decodeURIComponent(path));
  if (!file.startsWith(root) || !(extname(file) in types)) return undefined;
  return readFile(file).catch(() => undefined);
}
