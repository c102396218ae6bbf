import type { MemberId } from "../../src/domain/ids.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import { type Asking, buttonIn } from "./asking.ts";
import type { Chance } from "./chance.ts";
import { admin, labOf, pis } from "./labs.ts";
import type { PrivateAnswer, Workspace } from "./slack.ts";

export type UpheavalsOptions = {
  clock: Clock;
  /** Of its own: what people at work do does not hang on it. */
  chance: Chance;
  workspace: Workspace;
  asking: Asking;
  /** During which they begin. */
  activityMs: number;
  /** How often there are any. */
  share: number;
};

export type Upheavals = {
  /** Nobody, in a world without upheavals. */
  admins: readonly MemberId[];
  /** What is paused still is to go on. */
  resume(scopes: readonly string[]): void;
};

/** Whoever is in charge of a lab takes people out of it, lets them in again, and pauses submitting for a while. */
export function drawUpheavals(options: UpheavalsOptions): Upheavals {
  const { clock, chance, workspace, asking } = options;

  /** A lab without a manager is in an admin's charge, and all labs at once are. */
  const inCharge = (pi: (typeof pis)[number]): MemberId => {
    const own = pi.members.filter(({ role }) => role === "manager");
    return own.length > 0 && chance.happens(0.7) ? chance.pick(own).slack : admin;
  };

  const says = (member: MemberId, text: string): void =>
    asking.type({ pi: labOf(member) ?? chance.pick(pis), member }, text);

  const takeOut = (): void => {
    const pi = chance.pick(pis);
    const { slack, hutchnet, role } = chance.pick(pi.members);
    says(inCharge(pi), `access remove <@${slack}> ${pi.name}`);
    if (chance.happens(0.5)) return;
    const again = `access add <@${slack}> ${pi.name} --role ${role} --hutchnet ${hutchnet}`;
    clock.after(chance.spread(30_000, 1_200_000), () => says(inCharge(pi), again));
  };

  const pause = (): void => {
    const pi = chance.pick(pis);
    const isOfAll = chance.happens(0.3);
    const [scope, by] = isOfAll ? ["all", admin] : [pi.name, inCharge(pi)];
    const span = chance.happens(0.3) ? ` --for ${chance.between(1, 10)}m` : "";
    says(by, `pause ${scope} --reason budget${span}`);
    const resumes = () => says(by === admin ? admin : inCharge(pi), `resume ${scope}`);
    clock.after(chance.spread(5_000, 900_000), resumes);
  };

  /** Whoever takes somebody out is asked before. */
  workspace.onAnswer((answer: PrivateAnswer) => {
    const action = "access remove.confirm";
    const value = buttonIn(answer.blocks, action);
    if (value === undefined || chance.happens(0.1)) return;
    const member = answer.member as MemberId;
    asking.press({ pi: labOf(member) ?? chance.pick(pis), member }, { action, value });
  });

  const isQuiet = !chance.happens(options.share);
  const count = isQuiet ? 0 : chance.between(1, 6);
  for (let nth = 0; nth < count; nth++)
    clock.after(chance.between(1_000, options.activityMs), chance.happens(0.5) ? takeOut : pause);

  return {
    admins: isQuiet ? [] : [admin],
    resume: (scopes) => {
      for (const scope of scopes) says(admin, `resume ${scope}`);
    },
  };
}
