import type { PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { mayLift } from "../../domain/people/access.ts";
import { isInForce } from "../../domain/people/pause.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { adminsPause, youPaused } from "../../messages/people/pause-answers.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import type { LabToTell } from "../../store/settle-pause.ts";
import { type Answer, toMe } from "../answer.ts";
import { command } from "../command.ts";
import { spanSeconds } from "../kinds/duration.ts";
import { piName } from "../kinds/names.ts";
import { oneOf, text } from "../kinds/text.ts";
import type { Request } from "../request.ts";
import { required } from "../typing/declare-argument.ts";
import { saveLine } from "../typing/line-draft.ts";
import { labsToPause, recordPause } from "./labs-to-pause.ts";
import { pauseView } from "./paused.ts";

/** Nothing is submitted in a lab, or in all, until it is resumed. */
export const pause = command({
  verb: "pause",
  aliases: ["hold", "freeze"],
  summary: "Stop submitting in a lab, or in all, for a while",
  about:
    "For the lab's managers, and for admins; all labs at once are for admins. It stops submitting at once, through every door: whoever tries is told why and whom to ask, and what they asked for is kept. What was saved or approved and not yet sent waits for the end of the pause. Jobs that AWS has go on; looking and stopping work as always.",
  args: { pi: required(piName("The lab, or `all`.", { placeholder: "PI|all" })) },
  options: {
    verb: oneOf("What stops: `submit`, as without it, and with it all that submits.", ["submit"]),
    reason: text("Why; whoever tries to submit reads it.", {
      max: limits.pauseReasonLength,
      placeholder: "'the budget is spent'",
    }),
    for: spanSeconds("How long; without it until somebody resumes it."),
  },
  examples: [
    'pause peters-u --reason "the budget of this month is spent"',
    'pause all --verb submit --reason "AWS in us-west-2 is in trouble" --for 2h',
  ],
  access: "pause",
  run: async (request, { pi, reason = "", for: seconds }): Promise<Answer> => {
    const found = await labsToPause(request, pi as PiName);
    if ("answer" in found) return found.answer;
    if (reason.trim() === "")
      return toMe(
        mistakes({
          verb: "pause",
          mistakes: [{ what: "Say why with `--reason`: whoever tries to submit reads it." }],
        }),
      );
    return pauseNow(request, found.labs, { scope: pi as PiName | "all", reason, seconds });
  },
});

type Wish = { scope: PiName | "all"; reason: string; seconds: number | undefined };

async function pauseNow(
  request: Request,
  labs: readonly LabToTell[],
  { scope, reason, seconds }: Wish,
): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { atMs, untilMs } = timesOf(request, seconds);
  const wanted = {
    scope,
    by: member.id,
    ...(member.isAdmin ? { byAdmin: true as const } : {}),
    reason: maskSecrets(reason).text,
    atMs,
    ...(untilMs === undefined ? {} : { untilMs }),
    deed: invocation.id,
  };
  const done = await services.store.transaction(async (tables) => {
    const standing = await tables.pauses.get(scope);
    if (standing !== undefined && isInForce(standing, nowMs) && !mayLift(member, standing))
      return { admins: standing };
    const settled = await tables.people.pauseSubmitting({ pause: wanted, labs }, nowMs);
    await recordPause(tables, request, { scope, detail: { deed: "paused", reason: wanted.reason, untilMs } });
    return settled;
  });
  if ("admins" in done) return toMe(adminsPause(await pauseView(services, done.admins)));
  services.changed();
  return toMe(
    youPaused({
      pause: wanted,
      ...(done.before === undefined ? {} : { before: await pauseView(services, done.before) }),
      labs: labs.length,
      resume: {
        verb: "resume",
        step: "next",
        label: "Resume submitting",
        value: await saveLine(request, "resume", { verb: "resume", text: scope }),
      },
    }),
  );
}

/** Since the person asked for it: done again after a crash, it is the same pause. */
function timesOf({ invocation }: Request, seconds: number | undefined): { atMs: number; untilMs?: number } {
  const atMs = invocation.reply.receivedAtMs;
  return seconds === undefined ? { atMs } : { atMs, untilMs: atMs + seconds * 1_000 };
}
