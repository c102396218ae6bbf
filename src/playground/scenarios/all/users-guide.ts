import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

/** As the users' guide has it: made by the AWS CLI, filled in, and with parts left empty. */
const document = {
  jobName: "guide",
  jobQueue: "default",
  jobDefinition: "myJobDef:7",
  arrayProperties: { size: 0 },
  dependsOn: [{ jobId: "", type: "N_TO_N" }],
  containerOverrides: {
    command: ["echo", "hello world"],
    environment: [
      { name: "FAVORITE_COLOR", value: "blue" },
      { name: "FAVORITE_MONTH", value: "December" },
    ],
  },
  timeout: { attemptDurationSeconds: 0 },
};

export const scenario: Scenario = {
  name: "users-guide",
  group: "Start",
  title: "The JSON of the AWS CLI, as it is",
  watch:
    "The job.json of the users' guide goes behind `/batch submit` as it stands; the private answer names what the skeleton had left empty. *Submit this job* in the menu of a message does the same with a file attached to it.",
  as: "U0JBLOW",
  channel: "C0PETERS",
  steps: [
    types(`/batch submit ${JSON.stringify(document, null, 2)}`),
    waitsFor({ job: "guide", status: "SUCCEEDED" }),
  ],
};
