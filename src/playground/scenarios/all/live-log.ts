import type { Scenario } from "../scenario.ts";
import { pauses, reclaims, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "live-log",
  group: "Start",
  title: "A log while it grows",
  watch:
    "One message in the job's thread shows the last lines as they come. AWS takes the machine back meanwhile: it goes on with the second attempt, and ends with the job.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types(
      "/batch submit --jobdef star-align --name map-NA12891 --attempts 3 --env SAMPLE=NA12891 --env STAR_STEPS=15",
    ),
    waitsFor({ job: "map-NA12891", status: "RUNNING" }),
    types("/batch logs map-NA12891 --follow"),
    pauses(10),
    reclaims("map-NA12891"),
    waitsFor({ job: "map-NA12891", status: "RUNNING", attempt: 2 }),
    waitsFor({ job: "map-NA12891", status: "SUCCEEDED" }),
  ],
};
