import { type Scene, sees, types } from "../scene.ts";

export const submit: Scene = {
  name: "submit",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("NA12878 is back from sequencing. Who aligns it?", { by: "U0PETERS" }),
    types("I do, right away."),
    types("/batch submit --jobdef star-align --name star-NA12878"),
    sees(/^star-NA12878 is submitted/),
    sees(/^star-NA12878 of .* is running/),
    sees(/^star-NA12878 started/),
  ],
  jobs: { "star-NA12878": { waitedSec: 120, ranSec: 2_820 } },
  shot: {
    width: 1280,
    height: 860,
    shows: { kind: "channel" },
    typed: "/batch submit --jobdef star-align --name star-NA12891",
  },
};
