import type { PiName } from "../../domain/ids.ts";
import { defaultLogGroup } from "../../domain/job/job-detail.ts";
import { limits } from "../../domain/limits.ts";
import { may } from "../../domain/people/access.ts";
import {
  eventFindings,
  jobRoleFindings,
  jobRoleOf,
  type LabFinding,
  type LabPart,
  type LogGroup,
  labOutcomeOf,
  logGroupFindings,
  queueFindings,
  roleFindings,
  unseenTogether,
  whyUnseen,
} from "../../domain/people/lab-check.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { toTrouble } from "../../domain/trouble.ts";
import { within } from "../../lifecycle/within.ts";
import {
  checkNotYours,
  labChecked,
  noLabToCheck,
  whichLabToCheck,
} from "../../messages/people/lab-checked.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { impliedAmong } from "../choose-pi.ts";
import { command } from "../command.ts";
import { piName, routeName } from "../kinds/names.ts";
import { note } from "../note.ts";
import { actorOf, type Request } from "../request.ts";
import { saveLine } from "../typing/line-draft.ts";
import { notMine } from "./lab-to-manage.ts";
import { toStranger } from "./to-stranger.ts";

/** Looks at what a lab has in AWS, and says what is missing; changes nothing. */
export const accessCheck = command({
  verb: "access check",
  aliases: ["access verify"],
  summary: "See what your lab has in AWS, and what is missing there",
  about:
    "For managers of their own lab, for admins of all. It looks at the role that lets Batchmate in, the job role, the queues, the way events come by, and the logs, with read calls alone; what is missing comes with the step that mends it.",
  args: { pi: piName("The lab; without it, the channel's, your default, or the only one you manage.") },
  options: {
    name: routeName(
      "What the names of the parts in EventBridge begin with, where `npm run connect` or the stack was given another than `batchmate`.",
    ),
  },
  examples: ["access check", "access check peters-u"],
  access: "check",
  run: async (request, { pi, name }): Promise<Answer> => {
    const chosen = await labToCheck(request, { named: pi as PiName | undefined, name });
    return "answer" in chosen ? chosen.answer : checked(request, { lab: chosen.lab, name });
  },
});

type Wish = { named: PiName | undefined; name: string | undefined };

async function labToCheck(request: Request, wish: Wish): Promise<{ lab: Pi } | { answer: Answer }> {
  const { member, services } = request;
  const { pis } = services.labs();
  const mine = [...pis.values()].filter((pi) => may(member, "check", { pi }).allowed).map(({ name }) => name);
  if (wish.named === undefined && mine.length === 0)
    return { answer: member.memberships.length === 0 ? toStranger(request) : toMe(noLabToCheck()) };
  const meant = wish.named ?? (await impliedAmong(request, mine));
  if (meant === undefined) return { answer: await askWhich(request, mine, wish) };
  const lab = pis.get(meant);
  if (lab === undefined) return { answer: notMine(request, meant) };
  const decision = await allow(request, "check", { pi: lab });
  if (decision.allowed) return { lab };
  const isTheirs = decision.why.kind !== "not-in-lab";
  return { answer: isTheirs ? toMe(checkNotYours(lab.name)) : notMine(request, meant) };
}

async function askWhich(request: Request, mine: readonly PiName[], { name }: Wish): Promise<Answer> {
  const labs = mine.map(async (pi) => ({ pi, draft: await saveAgain(request, pi, name) }));
  return toMe(whichLabToCheck(await Promise.all(labs)));
}

function saveAgain(request: Request, pi: PiName, name: string | undefined) {
  const text = name === undefined ? pi : `${pi} --name ${name}`;
  return saveLine(request, `check ${pi}`, { verb: "access check", text });
}

async function checked(
  request: Request,
  { lab, name }: { lab: Pi; name: string | undefined },
): Promise<Answer> {
  const findings = unseenTogether(await lookAtAll(request, lab, name ?? "batchmate"));
  const count = (outcome: string) => findings.filter((each) => labOutcomeOf(each) === outcome).length;
  await note(request, request.services.store, {
    pi: lab.name,
    outcome: "done",
    detail: { deed: "checked", missing: count("missing"), unseen: count("unseen") },
  });
  return toMe(labChecked({ lab, findings, again: await saveAgain(request, lab.name, name) }));
}

/** Where the role lets nobody in, nothing else can be asked. */
async function lookAtAll(request: Request, lab: Pi, road: string): Promise<LabFinding[]> {
  const { services, member } = request;
  const look = services.lookAtLab(lab, actorOf(member, lab.name));
  const role = await seen(request, "role", async () => roleFindings(lab, await look.enter()));
  if (role.some(({ is }) => is === "role refused" || is === "other account"))
    return [
      ...role,
      { is: "unseen", parts: ["job role", "queues", "events", "logs"], why: { is: "shut out" } },
    ];

  const logGroup = (group: LogGroup) =>
    seen(request, "logs", async () => [logGroupFindings(group, await look.hasLogGroup(group))]);
  const rest = await Promise.all([
    seen(request, "job role", async () => {
      const { name, elsewhere } = jobRoleOf(lab);
      return elsewhere === undefined
        ? jobRoleFindings(lab, await look.role(name))
        : [{ is: "job role elsewhere", name, account: elsewhere }];
    }),
    seen(request, "queues", async () => queueFindings(lab, await look.queues())),
    seen(request, "events", async () => {
      const hasKey = services.eventWays.hasKeyOf(lab.account);
      const { queueUrl } = services.eventWays;
      const roads = await Promise.all([
        ...(hasKey || queueUrl === undefined ? [look.webhookRoad(road)] : []),
        ...(queueUrl === undefined ? [] : [look.queueRoad(queueUrl)]),
      ]);
      return eventFindings(roads, hasKey);
    }),
    logGroup({ group: defaultLogGroup, isMadeByJob: true }),
    seen(request, "logs", async () => (await Promise.all((await look.logGroups()).map(logGroup))).flat()),
  ]);
  return [...role, ...rest.flat()];
}

/** One look that fails hides no other. */
async function seen(
  { services, logger }: Request,
  part: LabPart,
  looking: () => Promise<LabFinding[]>,
): Promise<LabFinding[]> {
  try {
    const found = await within(services.clock, limits.labLookMs, looking());
    return found ?? [{ is: "unseen", parts: [part], why: { is: "silent" } }];
  } catch (error) {
    const trouble = toTrouble(error);
    logger.warn({ err: error, part }, "A part of a lab's account could not be looked at");
    if (part === "role" && trouble.role !== undefined) return [{ is: "role refused", role: trouble.role }];
    return [{ is: "unseen", parts: [part], why: whyUnseen(trouble) }];
  }
}
