import type { Kysely } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import type { Engine } from "../engine.ts";
import { first } from "./001-first.ts";
import { children } from "./002-children.ts";
import { paces } from "./003-paces.ts";
import { settings } from "./004-settings.ts";
import { replicas } from "./005-replicas.ts";
import { manyJobs } from "./006-many-jobs.ts";
import { failedChildren } from "./007-failed-children.ts";
import { duplicates } from "./008-duplicates.ts";
import { replyEdits } from "./009-reply-edits.ts";
import { approvals } from "./010-approvals.ts";
import { formValues } from "./011-form-values.ts";
import { recipes } from "./012-recipes.ts";
import { batches } from "./013-batches.ts";
import { childStops } from "./016-child-stops.ts";
import { liveLogs } from "./017-live-logs.ts";
import { snippets } from "./018-snippets.ts";
import { wholeLogs } from "./020-whole-logs.ts";
import { logStreams } from "./021-log-streams.ts";
import { logMeasures } from "./022-log-measures.ts";
import { access } from "./023-access.ts";
import { pauses } from "./024-pauses.ts";
import { audit } from "./025-audit.ts";
import { runs } from "./026-runs.ts";
import { rejections } from "./027-rejections.ts";

/** Migrations only append: a released one never changes. */
const migrations: Record<string, (db: Kysely<unknown>, engine: Engine) => Promise<void>> = {
  "001-first": first,
  "002-children": children,
  "003-paces": paces,
  "004-settings": settings,
  "005-replicas": replicas,
  "006-many-jobs": manyJobs,
  "007-failed-children": failedChildren,
  "008-duplicates": duplicates,
  "009-reply-edits": replyEdits,
  "010-approvals": approvals,
  "011-form-values": formValues,
  "012-recipes": recipes,
  "013-batches": batches,
  "016-child-stops": childStops,
  "017-live-logs": liveLogs,
  "018-snippets": snippets,
  "020-whole-logs": wholeLogs,
  "021-log-streams": logStreams,
  "022-log-measures": logMeasures,
  "023-access": access,
  "024-pauses": pauses,
  "025-audit": audit,
  "026-runs": runs,
  "027-rejections": rejections,
};

export const migrationNames: readonly string[] = Object.keys(migrations);

/** Brings the store up to the newest schema; throws what went wrong, with nothing half done. */
export async function migrate(db: Kysely<never>, engine: Engine): Promise<void> {
  const provider: MigrationProvider = {
    getMigrations: async () =>
      Object.fromEntries(
        Object.entries(migrations).map(([name, up]) => [
          name,
          { up: (tx: Kysely<unknown>) => up(tx, engine) },
        ]),
      ),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
