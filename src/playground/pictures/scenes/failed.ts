import { type Scene, sees, types } from "../scene.ts";

export const failed: Scene = {
  name: "failed",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("The cell table is new. Does the old script still like it?", { by: "U0PETERS" }),
    types("/batch submit --jobdef umi-tools --name collapse-umis --memory 4G"),
    sees(/^collapse-umis is submitted/),
    sees(/^collapse-umis started/),
    sees(/^<@U0JBLOW> collapse-umis failed/),
    sees(/KeyError: 'cell_barcode'/),
    sees(/^collapse-umis of J. Blow for peters-u failed/),
  ],
  jobs: { "collapse-umis": { waitedSec: 180, ranSec: 660 } },
  shot: { width: 1440, height: 900, shows: { kind: "thread", job: "collapse-umis" } },
};
