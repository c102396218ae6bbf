import type { Scenario } from "../scenario.ts";
import { pauses, presses, staysUntil, types, waitsFor } from "../steps.ts";

const wells = Array.from({ length: 14 }, (_, index) => `A${index + 1}`);

/** The lab lets everybody use 96 vCPUs; these ask for 112 together. */
export const scenario: Scenario = {
  name: "table-needs-a-yes",
  group: "Safety",
  title: "Fourteen jobs, one manager's yes",
  watch:
    "Each of them is small enough, all of them together are not: U. Peters is asked once, with what they use together and in what they differ, and Details shows each. One press sends all of them; until then nothing is sent to AWS.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  patienceSec: 120,
  steps: [
    types(
      `/batch submit --jobdef hello --name plate --each well=${wells.join(",")} --vcpus 8 --timeout 1h --reason "the plate of Monday" -- echo Ref::well`,
    ),
    pauses(4),
    presses("submit.batch", { answer: "14 jobs of plate are ready" }),
    staysUntil({ pressed: "Let U. Peters approve them", atMostSec: 60 }),
    types(`/batch approve plate-${wells[0]}`, { as: "U0PETERS", channel: "C0PETERS" }),
    waitsFor({ job: `plate-${wells[0]}`, status: "SUCCEEDED" }),
    waitsFor({ job: `plate-${wells.at(-1)}`, status: "SUCCEEDED" }),
  ],
};
