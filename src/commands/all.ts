import { accessAdd } from "./access-add.ts";
import { accessDefault } from "./access-default.ts";
import { accessImport } from "./access-import.ts";
import { accessList } from "./access-list.ts";
import { accessRefuse } from "./access-refuse.ts";
import { accessRemove } from "./access-remove.ts";
import { accessRequest } from "./access-request.ts";
import { answer } from "./answer-question.ts";
import { approve } from "./approve.ts";
import { ask } from "./ask.ts";
import { audit } from "./audit.ts";
import { auditErase } from "./audit-erase.ts";
import { auditExport } from "./audit-export.ts";
import { cancel } from "./cancel.ts";
import type { Command } from "./command.ts";
import { define } from "./define.ts";
import { deny } from "./deny.ts";
import { help } from "./help.ts";
import { list } from "./list.ts";
import { logs } from "./logs.ts";
import { pause } from "./pause.ts";
import { recipe } from "./recipe.ts";
import { resume } from "./resume.ts";
import { retry } from "./retry.ts";
import { settings } from "./settings.ts";
import { share } from "./share.ts";
import { status } from "./status.ts";
import { submit } from "./submit.ts";
import { whoami } from "./whoami.ts";

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
