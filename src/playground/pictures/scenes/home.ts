import { opensHome, type Scene, sees, types } from "../scene.ts";

export const home: Scene = {
  name: "home",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef fastqc --name fastqc-NA12878"),
    sees(/fastqc-NA12878 succeeded/),
    types("/batch submit --jobdef umi-tools --name collapse-umis"),
    sees(/collapse-umis failed/),
    types("/batch submit --jobdef star-align --name star-NA12878"),
    sees(/^star-NA12878 of .* is running/),
    opensHome(/star-NA12878/),
  ],
  jobs: {
    "fastqc-NA12878": { waitedSec: 60, ranSec: 480 },
    "collapse-umis": { waitedSec: 180, ranSec: 660 },
    "star-NA12878": { waitedSec: 120, ranSec: 2_820 },
  },
  shot: { width: 1280, height: 640, shows: { kind: "home" } },
};
