/** What can be typed after `audit`. */
import type { ValuesOf } from "../command.ts";
import { jobRef } from "../kinds/job-ref.ts";
import { memberRef } from "../kinds/member-ref.ts";
import { piName } from "../kinds/names.ts";
import { sinceTime } from "../kinds/since.ts";
import { text } from "../kinds/text.ts";
import { flag } from "../typing/declare-argument.ts";

export const auditArgs = {};

export const auditOptions = {
  member: memberRef("Only what this person asked for.", { letters: ["u"], aliases: ["user", "by"] }),
  job: jobRef("Only what was done to this job."),
  pi: piName("Only this lab; without it, all that you manage."),
  since: sinceTime("Only since then.", { aliases: ["from", "last"] }),
  until: sinceTime("Only before then.", { aliases: ["before", "to"] }),
  verb: text("Only this verb, by any of its names.", { placeholder: "VERB", max: 40 }),
  csv: flag("All of it, as a file to your direct messages."),
};

export const auditExamples = [
  "audit",
  "audit --since 7d --verb cancel",
  "audit --member <@U0JBLOW> --since 30d --csv",
  "audit --job 3fa9",
];

export type AuditInput = ValuesOf<typeof auditArgs> & ValuesOf<typeof auditOptions>;
