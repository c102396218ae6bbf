import { mayLift } from "../../domain/people/access.ts";
import { isInForce, type Pause, type PauseScope } from "../../domain/people/pause.ts";
import { adminsPause, notPaused, youResumed } from "../../messages/people/pause-answers.ts";
import type { LabToTell } from "../../store/settle-pause.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { piName } from "../kinds/names.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { labsToPause, recordPause } from "./labs-to-pause.ts";
import { pausedNow, pauseView } from "./paused.ts";

/** The end of a pause: what waited for it is sent. */
export const resume = command({
  verb: "resume",
  aliases: ["unpause", "release"],
  summary: "Let a lab, or all, submit again",
  about:
    "For the lab's managers, and for admins. What an admin has paused only an admin resumes. Submissions that waited are sent at once, in the names of those who asked for them.",
  args: { pi: required(piName("The lab, or `all`.", { placeholder: "PI|all" })) },
  options: {},
  examples: ["resume peters-u", "resume all"],
  access: "pause",
  run: async (request, { pi }): Promise<Answer> => {
    const scope = pi as PauseScope;
    const found = await labsToPause(request, scope);
    if ("answer" in found) return found.answer;
    return resumeNow(request, found.labs, scope);
  },
});

async function resumeNow(request: Request, labs: readonly LabToTell[], scope: PauseScope): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const ended = await services.store.transaction(
    async (tables): Promise<{ pause?: Pause; isAdmins?: true }> => {
      const standing = await tables.pauses.get(scope);
      if (standing !== undefined && isInForce(standing, nowMs) && !mayLift(member, standing))
        return { pause: standing, isAdmins: true };
      const resuming = { scope, by: member.id, deed: invocation.id, labs };
      const pause = await tables.people.resumeSubmitting(resuming, nowMs);
      if (pause !== undefined)
        await recordPause(tables, request, { scope, detail: { deed: "resumed", pausedBy: pause.by } });
      return pause === undefined ? {} : { pause };
    },
  );
  if (ended.isAdmins && ended.pause !== undefined)
    return toMe(adminsPause(await pauseView(services, ended.pause)));
  const other = scope === "all" ? undefined : await pausedNow(request, scope);
  if (ended.pause === undefined) return toMe(notPaused(scope, { other }));
  services.changed();
  services.submissions.wake();
  return toMe(youResumed(scope, { other }));
}
