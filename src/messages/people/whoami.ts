import type { PiName } from "../../domain/ids.ts";
import { type Member, membershipIn } from "../../domain/people/member.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { bullets, buttons, message, paragraph, quiet } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted, grouped } from "../text/numbers.ts";
import { bold, code, joined, type Prose, say } from "../text/prose.ts";
import { type PauseView, pauseLine } from "./pause-words.ts";
import { personName } from "./people.ts";

/** Who manages each lab, by name. */
export type Managers = ReadonlyMap<PiName, readonly string[]>;

/** Who the person is to the bot, and what that allows. `pis`: those of the memberships. */
export function whoami(
  member: Member,
  pis: readonly Pi[],
  { managers = new Map(), paused = [] }: { managers?: Managers; paused?: readonly PauseView[] } = {},
): Message {
  const list = bullets(
    pis.map((pi) => inLab(member, pi, managers.get(pi.name) ?? [])),
    9000,
  );
  const labs = joined(
    pis.slice(0, 30).map((pi) => say`${pi.name}`),
    ", ",
  );
  const inHowMany = pis.length === 0 ? "You are in no lab" : `You are in ${counted(pis.length, "lab")}`;
  const recorded = say`Opening a log is recorded, and so is every submit and stop.`;
  return message(
    joined(
      [
        say`${inHowMany}${pis.length > 0 ? say`: ${labs}` : ""}.${member.isAdmin ? " You are an admin." : ""}`,
        ...paused.map(pauseLine),
        recorded,
      ],
      " ",
    ),
    paragraph(say`${inHowMany}${pis.length > 0 ? ":" : "."}`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${counted(list.left, "more lab")}.`) : undefined,
    member.isAdmin
      ? paragraph(say`You are an admin: you may see and stop every lab's jobs, and each time is recorded.`)
      : undefined,
    ...paused.map((view) => paragraph(pauseLine(view))),
    quiet(recorded),
    buttons(
      { verb: "list", label: "My jobs" },
      isInCharge(member) ? { verb: "access list", label: "Who is in my labs" } : undefined,
      { verb: "access request", label: "Ask for another lab" },
      { verb: "help", label: "Help" },
    ),
  );
}

function isInCharge({ isAdmin, memberships }: Member): boolean {
  return isAdmin || memberships.some(({ role }) => role === "manager");
}

function inLab(member: Member, pi: Pi, managers: readonly string[]): Prose {
  const membership = membershipIn(member, pi.name);
  const manager = membership?.role === "manager";
  const role = `${manager ? "manager" : "member"}${membership?.isDefault ? ", your default" : ""}`;
  const hutchnet = membership === undefined ? undefined : say`HutchNet ID ${code(membership.hutchnet, 60)}`;
  const facts = joined([hutchnet, managedBy(managers), queues(pi), limits(pi)], " · ");
  const also = manager ? say` You say yes to jobs that wait for it, and who is in the lab.` : undefined;
  return say`${bold(pi.name)} (${role}). You may submit jobs, see the lab's jobs and logs, and stop ${stops(pi, manager)}.${also}\n${facts}`;
}

function managedBy(names: readonly string[]): Prose | undefined {
  const shown = names.slice(0, 3).map((name) => say`${personName(name)}`);
  const left = names.length - shown.length;
  if (shown.length === 0) return undefined;
  return say`managed by ${joined(shown, ", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function stops({ stop }: Pi, manager: boolean): string {
  return manager || stop === "lab" ? "any of the lab's jobs" : "your own jobs";
}

function queues({ queues }: Pi): Prose {
  return queues === undefined ? say`all queues of the account` : say`queues ${queues.join(", ")}`;
}

function limits({ limits }: Pi): Prose | undefined {
  const most = [
    limits.vcpus === undefined ? undefined : `${grouped(limits.vcpus)} vCPU`,
    limits.memoryGiB === undefined ? undefined : `${grouped(limits.memoryGiB)} GiB`,
    limits.hours === undefined ? undefined : `${grouped(limits.hours)} h`,
    limits.arraySize === undefined ? undefined : `${grouped(limits.arraySize)} in an array`,
  ].filter((part) => part !== undefined);
  return most.length === 0 ? undefined : say`a job may take up to ${most.join(", ")}`;
}
