import type { Scenario } from "../scenario.ts";
import { staysUntil, types, waitsFor } from "../steps.ts";

/** The lab lets everybody use 96 vCPUs; this asks for 104. */
export const scenario: Scenario = {
  name: "needs-a-yes",
  group: "Safety",
  title: "Too large to start without a manager's yes",
  watch:
    "Nothing is sent to AWS: the job waits, and U. Peters is asked in the channel and by direct message. Be U. Peters and press Approve, or let the scenario do it: every copy says who decided, and J. Blow is told in the job's thread.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types(
      '/batch submit --jobdef hello --name hello-cohort --vcpus 8 --array 13 --timeout 1h --reason "the whole cohort, for the grant"',
    ),
    staysUntil({ pressed: "Let U. Peters approve it", atMostSec: 60 }),
    types("/batch approve hello-cohort", { as: "U0PETERS", channel: "C0PETERS" }),
    waitsFor({ job: "hello-cohort", status: "SUCCEEDED" }),
  ],
};
