import { type Scene, sees, types } from "../scene.ts";

/** The head of the lab reads what a member's job printed. */
export const logs: Scene = {
  name: "logs",
  as: "U0PETERS",
  channel: "C0PETERS",
  steps: [
    types("NA12878 is back from sequencing. Who aligns it?"),
    types("/batch submit --jobdef star-align --name star-NA12878", { by: "U0JBLOW" }),
    sees(/^star-NA12878 started/),
    sees(/^<@U0JBLOW> star-NA12878 succeeded/),
    sees(/^star-NA12878 of J. Blow for peters-u succeeded/),
    types("/batch logs star-NA12878"),
    sees(/^The last .* of star-NA12878/),
  ],
  jobs: { "star-NA12878": { waitedSec: 120, ranSec: 2_820 } },
  shot: { width: 1280, height: 900, shows: { kind: "channel" } },
};
