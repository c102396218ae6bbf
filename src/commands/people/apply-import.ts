/** What was shown of an import is done: all of it, or nothing where it would be something else by now. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { PiName } from "../../domain/ids.ts";
import type { ImportDeed, PeopleLooked } from "../../domain/people/roster-import.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { slackSilent } from "../../messages/people/access-asked.ts";
import { importDone } from "../../messages/people/import-done.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { findDraft } from "../typing/line-draft.ts";
import { decideOverLabs } from "./lab-to-manage.ts";
import { type ImportDraft, planNow, showPlan } from "./show-import.ts";

export async function applyImport(request: Request, value: string): Promise<Answer> {
  const draft = await findDraft(request, value, "import");
  if (draft === undefined) return toMe(draftGone("access import"));
  const body = draft.body as ImportDraft;
  const done = await doneBefore(request);
  if (done !== undefined) return toMe(importDone(done));
  const looked = await lookAgain(request, body);
  if (looked === undefined) return toMe(slackSilent());
  await decideOverLabs(
    request,
    body.plan.deeds.map(({ pi }) => pi),
  );
  const plan = await planNow(request, body, looked);
  const isSame = JSON.stringify(plan.deeds) === JSON.stringify(body.plan.deeds);
  if (isSame && (await carryOut(request, body))) {
    request.services.changed();
    return toMe(importDone(body.plan.deeds));
  }
  const now = isSame ? await planNow(request, body, looked) : plan;
  return showPlan(request, { ...body, plan: now, isAnew: true });
}

/** Taken up again after a crash, it must not stumble over what it has done itself. */
async function doneBefore(request: Request): Promise<readonly ImportDeed[] | undefined> {
  const done = await findDraft(request, doneIdOf(request), "import done");
  return (done?.body as { deeds: readonly ImportDeed[] } | undefined)?.deeds;
}

function doneIdOf({ invocation }: Request) {
  return draftIdOf(invocation.id, "import done");
}

/** Somebody may have left meanwhile, or become a guest. */
async function lookAgain(
  { services, logger }: Request,
  { lines }: ImportDraft,
): Promise<PeopleLooked | undefined> {
  try {
    const members = lines.map(({ member }) => member);
    return (await services.people.find({ members, emails: [] })).looked;
  } catch (error) {
    logger.warn({ err: error }, "Slack did not tell what the people of an import are");
    return undefined;
  }
}

/** False where the roster is another by now. */
async function carryOut(request: Request, { lines, plan, isWhole }: ImportDraft): Promise<boolean> {
  const { services, member, invocation, nowMs } = request;
  const hasAll = isWhole && !plan.isHeldBack;
  const importing = {
    deeds: plan.deeds,
    whole: hasAll ? [...new Set(lines.map(({ pi }) => pi as PiName))] : [],
    listed: new Set(lines.map((line) => `${line.member} ${line.pi}`)),
    labs: services.labs(),
    admins: [...services.admins],
    audit: { member: member.id, via: invocation.via, verb: invocation.verb },
    deed: invocation.id,
    done: doneIdOf(request),
  };
  const time = { nowMs, quietMs: services.quietMs };
  const outcome = await services.store.transaction((tables) => tables.people.importRoster(importing, time));
  return outcome === "done";
}
