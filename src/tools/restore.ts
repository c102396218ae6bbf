/** `npm run restore`: puts a backup in the place of the store. */
import { databaseUrlOf } from "../config/database-url.ts";
import { type Environment, settingsOf } from "../config/settings.ts";
import { openStore } from "../store/open-store.ts";
import { restore } from "../store/restore.ts";
import { StoreTrouble } from "../store/store-trouble.ts";
import { type Terminal, terminal } from "./terminal.ts";

const usage = `npm run restore -- FILE           put the backup FILE in the place of the store (SQLite)
npm run restore -- --taken TIME   after pg_restore: the dump was begun at TIME, as 2026-11-20T18:42:00Z (PostgreSQL)

It is run where the bot runs, with the bot's own DATABASE_URL, while no bot is at work. The store that was there stays
beside the new one. At its next start the bot asks AWS about all jobs that were under way, and looks for what it may
have posted since the backup before it posts anything.`;

/** Exit codes: 0 done, 1 not, 2 bad usage. */
export async function main(
  argv: readonly string[],
  env: Environment,
  rim: Terminal = terminal,
): Promise<0 | 1 | 2> {
  const [first, second] = argv;
  if (first === "--help") {
    rim.say(usage);
    return 0;
  }
  const problems: string[] = [];
  const url = databaseUrlOf(settingsOf(env, problems));
  for (const problem of problems) rim.complain(`${problem}.`);
  if (problems.length > 0) return 2;
  try {
    if (argv.length === 1 && first?.startsWith("-") === false) return await putBack(url, first, rim);
    if (argv.length === 2 && first === "--taken") return await mark(url, second ?? "", rim);
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    rim.complain(`Nothing is restored: ${error.message}.`);
    return 1;
  }
  rim.complain(usage);
  return 2;
}

async function putBack(url: string, file: string, rim: Terminal): Promise<0 | 1> {
  if (!url.startsWith("sqlite:")) {
    rim.complain(`PostgreSQL puts back its own: stop every replica, and then
  createdb --maintenance-db="$DATABASE_URL" batchmate_restored
  pg_restore --exit-on-error --single-transaction --dbname=NEW_URL ${file}
  DATABASE_URL=NEW_URL npm run restore -- --taken TIME
Give NEW_URL, which names the database batchmate_restored, to the bot. See docs/operations.md.`);
    return 1;
  }
  const path = url.slice("sqlite:".length);
  const { takenAtMs, keptAs } = await restore(path, file, rim.nowMs());
  rim.say(`The store is again as it was on ${new Date(takenAtMs).toISOString()}.`);
  if (keptAs !== undefined) rim.say(`What was there before is kept as ${keptAs}.`);
  return 0;
}

/** The server has put the tables back; what the bot must look for is marked in them. */
async function mark(url: string, taken: string, rim: Terminal): Promise<0 | 1 | 2> {
  const takenAtMs = /^\d{4}-\d\d-\d\dT/.test(taken) ? Date.parse(taken) : Number.NaN;
  if (Number.isNaN(takenAtMs) || takenAtMs > rim.nowMs()) {
    rim.complain("--taken needs the time at which the dump was begun, as 2026-11-20T18:42:00Z.");
    return 2;
  }
  if (url.startsWith("sqlite:")) {
    rim.complain("A backup of a SQLite store says by itself when it was made: npm run restore -- FILE");
    return 2;
  }
  const store = await openStore(url);
  try {
    await store.transaction((tables) => tables.markRestored({ takenAtMs, nowMs: rim.nowMs() }));
  } finally {
    await store.close();
  }
  rim.say(
    "What may have been done since is marked: the bot looks for it before it posts or submits anything.",
  );
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
