/** Who is in a lab, who asks to be, and what its managers can do about it. */

import type { DraftId, MemberId, PiName } from "../../domain/ids.ts";
import type { AccessRequest } from "../../domain/people/access-request.ts";
import type { Role } from "../../domain/people/pi.ts";
import { bullets, buttons, heading, message, paragraph, quiet, roomBeside, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { counted } from "../text/numbers.ts";
import { bold, code, joined, type Prose, quoted, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { accessSteps, whoAsks } from "./access-card.ts";
import { personName } from "./people.ts";

export type RosterLine = {
  member: MemberId;
  name: string;
  pi: PiName;
  hutchnet: string;
  role: Role;
  isDefault: boolean;
  addedAtMs: number;
};

export type RosterList = {
  /** One lab, or all that the person manages. */
  pis: readonly PiName[];
  lines: readonly RosterLine[];
  /** The next page, and how many people are on it and after. */
  more?: { draft: DraftId; left: number };
  waiting: readonly AccessRequest[];
  nameOf(member: MemberId): string;
};

/** Each with two buttons: more would be a wall. */
const asksShown = 4;

export function rosterList({ pis, lines, more, waiting, nameOf }: RosterList): Message {
  const [only] = pis;
  const where = only !== undefined && pis.length === 1 ? say`${only}` : say`${counted(pis.length, "lab")}`;
  const total = lines.length + (more?.left ?? 0);
  const head = say`${counted(total, "person").replace("persons", "people")} in ${where}`;
  const asks = waiting
    .slice(0, asksShown)
    .flatMap((request, index) => [
      paragraph(askLine(request, nameOf)),
      ...buttons(...accessSteps(request, index + 1)),
    ]);
  const unshown = waiting.length - asksShown;
  const foot = quiet(
    say`${typed(`access add @person ${only ?? "PI"}`)} lets somebody in, ${typed(`access remove @person ${only ?? "PI"}`)} takes them out, ${typed("access import")} reads a table.`,
  );
  const above = waiting.length === 0 ? [] : [heading("Waiting for your answer"), ...asks];
  const list = bullets(
    lines.map((line) => lineOf(line, pis.length > 1)),
    roomBeside(above, foot),
  );
  const asking =
    waiting.length === 0
      ? undefined
      : say` ${counted(waiting.length, "person").replace("persons", "people")} asked to be let in.`;
  const first = lines.slice(0, 5).map(({ name, hutchnet }) => say`${personName(name)} (${hutchnet})`);
  const read = first.length === 0 ? undefined : say`: ${joined(first, ", ")}${total > 5 ? " and more" : ""}`;
  return message(
    say`${head}${read}.${asking}`,
    above,
    unshown > 0 ? paragraph(say`And ${counted(unshown, "more request")}.`) : undefined,
    paragraph(say`${head}${total === 0 ? "." : ":"}`),
    ...list.blocks,
    list.left > 0 ? paragraph(say`And ${list.left} more.`) : undefined,
    foot,
    more && buttons({ verb: "access list", step: "page", label: "Next page", value: more.draft }),
  );
}

function askLine(request: AccessRequest, nameOf: RosterList["nameOf"]): Prose {
  const why = request.reason === "" ? undefined : quoted(request.reason);
  return joined(
    [
      say`${whoAsks(request, nameOf)} asks to work in ${request.pi}, ${moment(request.askedAtMs, "asked")}`,
      why,
    ],
    "\n",
  );
}

function lineOf({ name, pi, hutchnet, role, isDefault, addedAtMs }: RosterLine, hasPi: boolean): Prose {
  return joined(
    [
      say`${bold(personName(name))} ${code(hutchnet, 60)}`,
      hasPi ? say`${pi}` : undefined,
      role === "manager" ? say`manager` : undefined,
      isDefault ? say`their default` : undefined,
      say`${moment(addedAtMs, "since")}`,
    ],
    " · ",
  );
}

export function noLabToManage(): Message {
  return spoken(
    say`You manage no lab: who is in one is for its managers to see to. ${typed("whoami")} shows your own labs.`,
    buttons({ verb: "whoami", label: "My labs" }),
  );
}
