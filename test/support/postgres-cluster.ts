/** A PostgreSQL for the tests alone: started before the first of them, gone after the last, however the run ends. */
import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of its socket; undefined where PostgreSQL is not installed. */
    postgresFolder: string | undefined;
  }
}

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const programs = programsFolder();
  if (programs === undefined) {
    const words = "no PostgreSQL is installed, so nobody tries the store on it. apt-get install postgresql";
    if (process.env.CI === "true") throw new Error(words);
    console.warn(`SKIPPED: ${words}`);
    project.provide("postgresFolder", undefined);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "batchmate-postgres-"));
  const stop = await start(programs, folder);
  project.provide("postgresFolder", folder);
  return stop;
}

/** Debian's folder of the newest version, or whatever the path leads to. */
function programsFolder(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? "").split(":");
  return [...versions.map((version) => join(root, version, "bin")), ...onPath].find(
    (path) => existsSync(join(path, "initdb")) && existsSync(join(path, "postgres")),
  );
}

/** Runs until its standard input ends, be it that we say so or that we are no more; then nothing of it is left. */
const life = `
"$1/initdb" -D "$2/data" -U batchmate --auth=trust --encoding=UTF8 --locale=C.UTF-8 $3 --no-sync >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 \
  -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c deadlock_timeout=100ms >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$2"
`;

async function start(programs: string, folder: string): Promise<() => Promise<void>> {
  const owner = whoRunsIt();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const child = spawn("sh", ["-c", life, "sh", programs, folder, sorting(programs)], {
    stdio: ["pipe", "ignore", "inherit"],
    cwd: folder,
    // Who breaks off the run at the keyboard breaks off this only through its standard input: it clears up after itself.
    detached: true,
    ...owner,
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
  };
  try {
    await Promise.race([answers(folder), ended.then(() => Promise.reject(new Error("it has ended")))]);
    return stop;
  } catch (cause) {
    const log = existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "";
    await stop();
    throw new Error(`PostgreSQL did not start in ${folder}:\n${log}`, { cause });
  }
}

/** PostgreSQL refuses to run as root. */
function whoRunsIt(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const line = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m").exec(readFileSync("/etc/passwd", "utf8"));
    if (line !== null) return { uid: Number(line[1]), gid: Number(line[2]) };
  }
  throw new Error("there is neither a user postgres nor a user nobody to run PostgreSQL");
}

/** Most installations sort by a language: so do the tests, where the version lets them say so. */
function sorting(programs: string): string {
  const version = Number(/\/(\d+)\/bin$/.exec(programs)?.[1] ?? 0);
  return version >= 15 ? "--locale-provider=icu --icu-locale=en-US" : "";
}

async function answers(folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client({ host: folder, user: "batchmate", database: "postgres" });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 1_000) throw error;
      await delay(20);
    }
  }
}
