/** `npm run backup`: a whole copy of the store, while the bot is at work. */

import { databaseUrlOf } from "../config/database-url.ts";
import { type Environment, settingsOf } from "../config/settings.ts";
import { backUp } from "../store/back-up.ts";
import { StoreTrouble } from "../store/store-trouble.ts";
import { type Terminal, terminal } from "./terminal.ts";

const usage = `npm run backup -- FILE    write a whole copy of the store to FILE, which must not exist yet

It is run where the bot runs, with the bot's own DATABASE_URL; the bot may be at work or not. The copy is checked, and
readable only by who made it: it holds what the store holds. Put it back with npm run restore -- FILE.`;

/** Exit codes: 0 written, 1 not, 2 bad usage. */
export async function main(
  argv: readonly string[],
  env: Environment,
  rim: Terminal = terminal,
): Promise<0 | 1 | 2> {
  const [file, more] = argv;
  if (file === "--help") {
    rim.say(usage);
    return 0;
  }
  if (file === undefined || more !== undefined || file.startsWith("-")) {
    rim.complain(usage);
    return 2;
  }
  const problems: string[] = [];
  const url = databaseUrlOf(settingsOf(env, problems));
  if (problems.length > 0) {
    for (const problem of problems) rim.complain(`${problem}.`);
    return 2;
  }
  if (!url.startsWith("sqlite:")) {
    rim.complain(`PostgreSQL makes its own backups: pg_dump --format=custom --file=${file} "$DATABASE_URL"`);
    rim.complain("Note the time at which it begins: npm run restore asks for it. See docs/operations.md.");
    return 1;
  }
  try {
    backUp(url.slice("sqlite:".length), file, rim.nowMs());
    rim.say(`The store is copied to ${file}, and the copy is checked.`);
    return 0;
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    rim.complain(`There is no backup: ${error.message}.`);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
