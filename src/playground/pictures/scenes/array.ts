import { type Scene, sees, types } from "../scene.ts";

export const array: Scene = {
  name: "array",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("All forty samples of the cohort are aligned, so the variants can be called.", { by: "U0PETERS" }),
    types("/batch submit --jobdef call-variants --name call-variants --array 40"),
    sees(/^call-variants is submitted/),
    sees(/Last lines of index/),
    sees(/^call-variants of J. Blow for peters-u failed/),
  ],
  jobs: { "call-variants": { waitedSec: 240, ranSec: 4_320 } },
  shot: { width: 1440, height: 800, shows: { kind: "thread", job: "call-variants" } },
};
