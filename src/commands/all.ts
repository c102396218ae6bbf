import { approve } from "./approvals/approve.ts";
import { deny } from "./approvals/deny.ts";
import type { Command } from "./command.ts";
import { define } from "./defining/define.ts";
import { help } from "./help.ts";
import { logs } from "./logs/logs.ts";
import { list } from "./looking/list.ts";
import { status } from "./looking/status.ts";
import { accessAdd } from "./people/access-add.ts";
import { accessCheck } from "./people/access-check.ts";
import { accessDefault } from "./people/access-default.ts";
import { accessImport } from "./people/access-import.ts";
import { accessList } from "./people/access-list.ts";
import { accessRefuse } from "./people/access-refuse.ts";
import { accessRemove } from "./people/access-remove.ts";
import { accessRequest } from "./people/access-request.ts";
import { answer } from "./people/answer-question.ts";
import { ask } from "./people/ask.ts";
import { audit } from "./people/audit.ts";
import { auditErase } from "./people/audit-erase.ts";
import { auditExport } from "./people/audit-export.ts";
import { pause } from "./people/pause.ts";
import { resume } from "./people/resume.ts";
import { whoami } from "./people/whoami.ts";
import { retry } from "./retrying/retry.ts";
import { settings } from "./settings/settings.ts";
import { share } from "./sharing/share.ts";
import { cancel } from "./stopping/cancel.ts";
import { recipe } from "./submit/recipe.ts";
import { submit } from "./submit/submit.ts";

/** Everything a person can ask, in the order in which help lists it. */
export const commands: readonly Command[] = [
  submit,
  status,
  logs,
  share,
  list,
  cancel,
  retry,
  define,
  approve,
  deny,
  recipe,
  settings,
  accessRequest,
  accessList,
  accessAdd,
  accessRefuse,
  accessRemove,
  accessImport,
  accessDefault,
  accessCheck,
  pause,
  resume,
  audit,
  auditExport,
  auditErase,
  ask,
  answer,
  whoami,
  help,
];
