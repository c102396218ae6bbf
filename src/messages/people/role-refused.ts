import type { ChannelId, ReferenceId } from "../../domain/ids.ts";
import type { LackingRight, RefusedRole } from "../../domain/people/refused-role.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { channel } from "./people.ts";

/** To who asked for something: it is nobody's fault here, and the admins know. */
export function roleRefused(
  reference: ReferenceId,
  { pi, lacks }: Pick<RefusedRole, "pi" | "lacks">,
  { helpChannel, steps = [] }: { helpChannel?: ChannelId | undefined; steps?: readonly NextStep[] },
): Message {
  const where = helpChannel === undefined ? say`your admins` : channel(helpChannel);
  const why =
    lacks === "own key" ? say`AWS does not know my own key` : say`AWS does not let me work for ${pi}`;
  return spoken(
    say`${why} at the moment, so nothing was done. It is not your fault, and the admins are told. If it stays so, tell ${where} the reference ${code(reference, 80)}.`,
    buttons(...steps),
  );
}

/** To the admins: what AWS misses, and what mends it. */
export function roleRefusedTold(refused: RefusedRole): Message {
  const { pi } = refused;
  return spoken(
    joined(
      [
        roleProblem(refused),
        say`Until then nothing of ${pi} is submitted, stopped or read; other labs go on.`,
      ],
      " ",
    ),
  );
}

export function roleProblem({ pi, role, lacks }: RefusedRole): Prose {
  return say`I can not work for ${pi}: ${problem(role)[lacks]}`;
}

function problem(role: string): Readonly<Record<LackingRight, Prose>> {
  const name = code(role, 200);
  return {
    "sts:AssumeRole": say`AWS does not let me take on its role ${name}. Check that the role is there, that its trust policy names my own role with ${code("sts:AssumeRole")}, and that the external id in it is that of the labs file.`,
    "sts:SetSourceIdentity": say`the trust policy of its role ${name} does not let me say who asks. Allow my own role ${code("sts:SetSourceIdentity")} beside ${code("sts:AssumeRole")}: without it CloudTrail would not show the person, so I do not go on without.`,
    "sts:TagSession": say`the trust policy of its role ${name} does not let me tag sessions. Allow my own role ${code("sts:TagSession")} beside ${code("sts:AssumeRole")}: the lab's policies tell labs and people apart by these tags, so I do not go on without.`,
    "own key": say`AWS does not know the key with which I would take on its role ${name}. Give me credentials that are in force.`,
  };
}
