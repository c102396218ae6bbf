import { shareTitle } from "../../messages/sharing/share-form.ts";
import type { Answer } from "../answer.ts";
import { command } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { render } from "../render.ts";
import { openShare, readShareForm, redrawShare } from "./share-form.ts";
import { askToShare, shareNow } from "./share-line.ts";
import { checkShare, shareAbout, shareArgs, shareExamples, shareOptions } from "./share-options.ts";
import { takeBack } from "./take-back.ts";

/** A piece of a job's log for others, who may not see the job: shown to its sharer first, and taken back at a press. */
export const share = command({
  verb: "share",
  aliases: ["snippet"],
  summary: "Show others a piece of a job's log",
  about: shareAbout,
  args: shareArgs,
  options: shareOptions,
  examples: shareExamples,
  check: checkShare,
  access: "share",
  run: (request, input): Promise<Answer> => {
    const lineFor = (job: JobRef): string => render(share, { ...input, job });
    return askToShare(request, input, lineFor);
  },
  steps: { open: openShare, now: shareNow, takeback: takeBack },
  form: { title: shareTitle, steps: ["open"], read: readShareForm, redraw: redrawShare },
});
