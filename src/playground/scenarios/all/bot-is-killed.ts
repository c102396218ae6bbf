import type { Scenario } from "../scenario.ts";
import { killsTheBot, types, waitsFor } from "../steps.ts";

export const scenario: Scenario = {
  name: "bot-is-killed",
  group: "Safety",
  title: "The bot is killed while jobs run",
  watch:
    "kill -9, with three jobs under way. The bot is started again and takes up where it was: every end is told, and none twice.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types("/batch submit --jobdef star-align --name align-HG003 --env SAMPLE=HG003 --vcpus 4"),
    types("/batch submit --jobdef star-align --name align-HG004 --env SAMPLE=HG004 --vcpus 4"),
    types("/batch submit --jobdef fastqc --name fastqc-HG003"),
    waitsFor({ job: "align-HG004", status: "RUNNING" }),
    killsTheBot(),
    waitsFor({ job: "align-HG003", status: "SUCCEEDED" }),
    waitsFor({ job: "align-HG004", status: "SUCCEEDED" }),
    waitsFor({ job: "fastqc-HG003", status: "SUCCEEDED" }),
  ],
};
