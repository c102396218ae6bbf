import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { access } from "./suite/access.ts";
import { approvals } from "./suite/approvals.ts";
import { approvalsTogether } from "./suite/approvals-together.ts";
import { audit } from "./suite/audit.ts";
import { batches } from "./suite/batches.ts";
import { chains } from "./suite/chains.ts";
import { childStops } from "./suite/child-stops.ts";
import { children } from "./suite/children.ts";
import { duplicates } from "./suite/duplicates.ts";
import { erasing } from "./suite/erasing.ts";
import { formValues } from "./suite/form-values.ts";
import { imports } from "./suite/imports.ts";
import { intake } from "./suite/intake.ts";
import { invocations } from "./suite/invocations.ts";
import { jobLists } from "./suite/job-lists.ts";
import { jobRuns } from "./suite/job-runs.ts";
import { jobUse } from "./suite/job-use.ts";
import { jobs } from "./suite/jobs.ts";
import { leavers } from "./suite/leavers.ts";
import { liveLogs } from "./suite/live-logs.ts";
import { logMeasures } from "./suite/log-measures.ts";
import { logStreams } from "./suite/log-streams.ts";
import { noticeOrder } from "./suite/notice-order.ts";
import { notices } from "./suite/notices.ts";
import { pauses } from "./suite/pauses.ts";
import { people } from "./suite/people.ts";
import { recipes } from "./suite/recipes.ts";
import { refusedRoles } from "./suite/refused-roles.ts";
import { restoring } from "./suite/restoring.ts";
import { retention } from "./suite/retention.ts";
import { settings } from "./suite/settings.ts";
import { sideBySide } from "./suite/side-by-side.ts";
import { snippets } from "./suite/snippets.ts";
import { submissions } from "./suite/submissions.ts";
import { threads } from "./suite/threads.ts";
import { transactions } from "./suite/transactions.ts";
import { wholeLogs } from "./suite/whole-logs.ts";

/** What every store must do. `open` gives an empty one, migrated; the suite closes it. */
export function storeSuite(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    for (const part of parts) part(() => store);
  });
}

/** A part of the suite; the store is there once a test runs. */
export type Part = (store: () => Store) => void;

const parts: readonly Part[] = [
  jobs,
  jobLists,
  jobRuns,
  jobUse,
  logStreams,
  approvals,
  approvalsTogether,
  submissions,
  duplicates,
  noticeOrder,
  notices,
  threads,
  intake,
  pauses,
  people,
  refusedRoles,
  audit,
  erasing,
  access,
  imports,
  leavers,
  settings,
  formValues,
  children,
  batches,
  childStops,
  liveLogs,
  snippets,
  wholeLogs,
  logMeasures,
  chains,
  recipes,
  invocations,
  retention,
  restoring,
  transactions,
  sideBySide,
];
