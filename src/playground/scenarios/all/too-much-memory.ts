import type { Scenario } from "../scenario.ts";
import { staysUntil, types, waitsFor } from "../steps.ts";

/** Nobody blocks the queue: the job asks for more than any machine behind it has. */
export const scenario: Scenario = {
  name: "too-much-memory",
  group: "Waiting",
  title: "More memory than any machine has",
  watch:
    "AWS accepts the job and never starts it. One reply says that it cannot start as it is; cancelling it is told in the thread too.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  queue: "highmem",
  steps: [
    types("/batch submit --jobdef star-align --name index-pangenome --queue highmem --memory 400G"),
    waitsFor({ job: "index-pangenome", status: "RUNNABLE" }),
    staysUntil({ pressed: "Cancel the job", atMostSec: 45 }),
    types("/batch cancel index-pangenome --yes"),
    waitsFor({ job: "index-pangenome", status: "FAILED" }),
  ],
};
