/** Writes what is generated from the verbs' declarations: docs/commands.md and the usage hint of manifest.yml. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../commands/all.ts";
import { commandsPage } from "../commands/commands-page.ts";
import { usageHint } from "../commands/help-text.ts";

const top = join(import.meta.dirname, "..", "..");
const manifest = join(top, "manifest.yml");
writeFileSync(join(top, "docs", "commands.md"), commandsPage(commands));
writeFileSync(
  manifest,
  readFileSync(manifest, "utf8").replace(/^( *usage_hint: ).*$/m, `$1${usageHint(commands)}`),
);
