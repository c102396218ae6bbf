import type { MemberId } from "../../src/domain/ids.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import { type Asking, buttonIn, type Who } from "./asking.ts";
import type { Chance } from "./chance.ts";
import { admin, labOf, pis } from "./labs.ts";
import type { PrivateAnswer, Workspace } from "./slack.ts";

export type PeopleOptions = {
  clock: Clock;
  chance: Chance;
  workspace: Workspace;
  asking: Asking;
  /** How often somebody says no, beside all else that people do. */
  denials: number;
};

export type People = {
  /** Whose jobs may be told of with less, or elsewhere, since somebody set something. */
  settled: ReadonlySet<MemberId>;
  /** Of them those who may not hear of every end. */
  hushed: ReadonlySet<MemberId>;
  /** Somebody does something. */
  act(): void;
  /** All that waits for a yes is decided over. */
  decide(waiting: readonly WaitingForYes[]): void;
};

/** `manager`: who may say it; nobody, where the lab has none left but the owner. */
export type WaitingForYes = { name: string; owner: string; manager: string | null };

/** People at work: they submit, look, stop, press what they are offered, and type again what was not taken. */
export function peopleAtWork(options: PeopleOptions): People {
  const { clock, chance, workspace } = options;
  const { take, type, invocationOf } = options.asking;
  const names: (Who & { name: string })[] = [];
  const settled = new Set<MemberId>();
  const hushed = new Set<MemberId>();

  const submit = (who: Who): void => {
    const name = `n${names.length + 1}`;
    names.push({ ...who, name });
    const options = [
      ...(chance.happens(0.3)
        ? [`--attempts ${chance.between(2, 3)} --retry-on ${chance.pick(["any", "spot"])}`]
        : []),
      ...(chance.happens(0.15) ? [`--array ${chance.between(2, 12)}`] : []),
      ...(chance.happens(0.1) ? ["--to me"] : []),
      ...(chance.happens(0.2) ? [`--vcpus ${chance.between(5, 8)} --reason why`] : []),
    ];
    type(who, ["submit --jobdef hello --name", name, ...options].join(" "));
    if (chance.happens(0.3)) {
      const stop = `cancel ${name}${chance.happens(0.5) ? " --yes" : ""}`;
      clock.after(chance.spread(2_000, 300_000), () => type(who, stop));
    }
  };

  /** Many at once, which together may need a yes; some of them are regretted. */
  const submitMany = (who: Who): void => {
    const name = `m${names.length + 1}`;
    const rows = Array.from({ length: chance.between(2, mostAtOnce) }, (_, row) => `a${row + 1}`);
    for (const row of rows) names.push({ ...who, name: `${name}-${row}` });
    type(who, `submit --jobdef hello --name ${name} --each sample=${rows.join(",")}`);
    if (chance.happens(0.3)) {
      const stop = `cancel ${name}-${chance.pick(rows)}`;
      clock.after(chance.spread(2_000, 300_000), () => type(who, stop));
    }
  };

  const about = (who: Who, verb: string): void => {
    const own = names.filter(({ pi }) => pi === who.pi).slice(-3);
    if (own.length > 0) type(who, `${verb} ${chance.pick(own).name}`);
  };

  /** Where and how much they are told, or that they sleep now for a while. */
  const settle = (who: Who): void => {
    const wish = chance.weighed({ place: 3, level: 3, "quiet-hours": 4 });
    settled.add(who.member);
    if (wish === "level") hushed.add(who.member);
    type(who, `settings --${wish} ${wishes[wish]()}`);
  };

  const wishes = {
    place: () => chance.pick(["channel", "direct", "both"]),
    level: () => chance.pick(["failures", "quiet", "normal", "every"]),
    "quiet-hours": () => {
      const [from, to] = [clock.nowMs() - 20 * minuteMs, clock.nowMs() + chance.between(2, 15) * minuteMs];
      return `${timeOfDay(from)}-${timeOfDay(to)}`;
    },
  };

  /** One job is muted, for all who would hear of it. */
  const mute = (who: Who): void => {
    for (const { slack } of who.pi.members) {
      settled.add(slack);
      hushed.add(slack);
    }
    about(who, chance.pick(["mute", "unmute"]));
  };

  /** What stands in an answer is pressed, by most. */
  const pressOn = (answer: PrivateAnswer): void => {
    const pressed = pressable.find(([action]) => buttonIn(answer.blocks, action) !== undefined);
    if (pressed === undefined || chance.happens(0.2)) return;
    const [action, share] = pressed;
    if (!chance.happens(share)) return;
    const value = buttonIn(answer.blocks, action) ?? "";
    const member = answer.member as MemberId;
    const pi = labOf(member);
    if (pi === undefined) return;
    // How many they are is not said by every answer that offers it: while submitting is paused, it is to be tried again.
    const rows = action === "submit.batch" ? mostAtOnce : undefined;
    options.asking.press({ pi, member }, { action, value, ...(rows === undefined ? {} : { rows }) });
  };
  workspace.onAnswer(pressOn);

  return {
    settled,
    hushed,
    act: () => {
      const pi = chance.pick(pis);
      const who = { pi, member: chance.pick(pi.members).slack };
      const deed = chance.weighed({
        submit: 20,
        cancel: 6,
        status: 6,
        logs: 2,
        list: 2,
        help: 2,
        home: 2,
        settle: 3,
        mute: 1,
        many: 3,
        retry: 4,
        approve: 3,
        deny: options.denials,
      });
      switch (deed) {
        case "submit":
          return submit(who);
        case "cancel":
          return about(who, chance.happens(0.3) ? "cancel --yes" : "cancel");
        case "status":
        case "logs":
        case "retry":
          return about(who, deed);
        case "many":
          return submitMany(who);
        case "approve":
          return chance.happens(0.3)
            ? type(who, "approve")
            : about(who, chance.happens(0.1) ? "approve --standing" : "approve");
        case "deny":
          return about(who, "deny --reason no");
        case "settle":
          return settle(who);
        case "mute":
          return mute(who);
        case "list":
        case "help":
          return type(who, deed);
        case "home":
          return take(
            invocationOf(who, { verb: "home", input: { kind: "home" }, via: "home" }),
            "opens Home",
          );
      }
    },
    decide: (waiting) => {
      for (const { name, owner, manager } of waiting) {
        const pi = labOf(owner);
        if (pi !== undefined) type({ pi, member: (manager ?? admin) as MemberId }, `approve ${name}`);
      }
    },
  };
}

/** So many jobs one command asks for at most. */
const mostAtOnce = 7;

/** What is pressed where it is offered, and how often. */
const pressable: readonly (readonly [action: string, share: number])[] = [
  ["cancel.confirm", 1],
  ["submit.batch", 1],
  ["approve.yes", 0.7],
  ["cancel.batch", 0.3],
];

const minuteMs = 60_000;

/** Nobody's Slack tells a zone here: it is UTC. */
function timeOfDay(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}
