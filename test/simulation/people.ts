import type { ChannelId, DraftId, InvocationId, MemberId } from "../../src/domain/ids.ts";
import { draftInvocationId, type Invocation } from "../../src/domain/invocation.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import type { Reception } from "../../src/doors/reception.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { botless, general, pis, team } from "./labs.ts";
import { responseUrl } from "./response-urls.ts";
import type { PrivateAnswer, Workspace } from "./slack.ts";
import type { Trace } from "./trace.ts";

/** Something that a person asked for. */
export type Asked = {
  id: InvocationId;
  member: MemberId;
  text: string;
  atMs: number;
  /** Since when it is durable: from then on it must be answered. */
  ackedAtMs?: number;
  /** So many jobs it sends at once. */
  rows?: number;
};

export type PeopleOptions = {
  clock: Clock;
  chance: Chance;
  faults: Faults;
  trace: Trace;
  workspace: Workspace;
  reception(): Reception | undefined;
  /** How often somebody says no, beside all else that people do. */
  denials: number;
};

export type People = {
  asked: readonly Asked[];
  /** Whose jobs may be told of with less, or elsewhere, since somebody set something. */
  settled: ReadonlySet<MemberId>;
  /** Of them those who may not hear of every end. */
  hushed: ReadonlySet<MemberId>;
  /** Somebody does something. */
  act(): void;
  /** All that waits for a yes is decided over. */
  decide(waiting: readonly { name: string; owner: string }[]): void;
};

/** People at work: they submit, look, stop, press what they are offered, and type again what was not taken. */
export function peopleAtWork(options: PeopleOptions): People {
  const { clock, chance, faults, trace, workspace } = options;
  const asked: Asked[] = [];
  const names: { pi: Pi; member: MemberId; name: string }[] = [];
  const settled = new Set<MemberId>();
  const hushed = new Set<MemberId>();
  let nth = 0;

  const take = (invocation: Invocation, text: string, rows?: number): void => {
    const entry = entryOf(invocation, text);
    if (rows !== undefined) entry.rows = rows;
    deliver(invocation, entry);
    // A retry of Slack's, or a second press: the same intention.
    if (faults.strikes("Slack delivers twice"))
      clock.after(chance.spread(1, 60_000), () => deliver(invocation, entry));
  };

  const entryOf = ({ id, who }: Invocation, text: string): Asked => {
    const known = asked.find((each) => each.id === id);
    if (known !== undefined) return known;
    const entry: Asked = { id, member: who.member, text, atMs: clock.nowMs() };
    asked.push(entry);
    return entry;
  };

  const deliver = (invocation: Invocation, entry: Asked): void => {
    const reception = options.reception();
    trace.say(
      `${entry.member} asks ${entry.id}: ${entry.text}${reception === undefined ? " (nobody listens)" : ""}`,
    );
    reception?.take(invocation).then(
      () => {
        entry.ackedAtMs ??= clock.nowMs();
        trace.say(`${entry.id} is acknowledged`);
      },
      (error: Error) => trace.say(`${entry.id} is not taken: ${error.message}`),
    );
  };

  const invocationOf = (
    who: { pi: Pi; member: MemberId },
    rest: Pick<Invocation, "verb" | "input" | "via">,
  ) => {
    nth += 1;
    const channel = chance.weighed({ [who.pi.channel]: 6, [general]: 2, [botless]: 1 });
    const invocation: Invocation = {
      id: `i${nth}` as InvocationId,
      who: { member: who.member, team },
      where: { channel: channel as ChannelId },
      reply: {
        receivedAtMs: clock.nowMs(),
        ...(rest.via === "mention" || rest.via === "home"
          ? {}
          : { responseUrl: responseUrl(who.member, nth) }),
      },
      ...rest,
    };
    return invocation;
  };

  const type = (who: { pi: Pi; member: MemberId }, text: string): void => {
    const [verb = ""] = text.split(" ");
    const via = chance.happens(0.85) ? "slash" : "mention";
    take(invocationOf(who, { verb, input: { kind: "text", text }, via }), text);
  };

  const submit = (who: { pi: Pi; member: MemberId }): void => {
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
  const submitMany = (who: { pi: Pi; member: MemberId }): void => {
    const name = `m${names.length + 1}`;
    const rows = Array.from({ length: chance.between(2, 7) }, (_, row) => `a${row + 1}`);
    for (const row of rows) names.push({ ...who, name: `${name}-${row}` });
    type(who, `submit --jobdef hello --name ${name} --each sample=${rows.join(",")}`);
    if (chance.happens(0.3)) {
      const stop = `cancel ${name}-${chance.pick(rows)}`;
      clock.after(chance.spread(2_000, 300_000), () => type(who, stop));
    }
  };

  const about = (who: { pi: Pi; member: MemberId }, verb: string): void => {
    const own = names.filter(({ pi }) => pi === who.pi).slice(-3);
    if (own.length > 0) type(who, `${verb} ${chance.pick(own).name}`);
  };

  /** Where and how much they are told, or that they sleep now for a while. */
  const settle = (who: { pi: Pi; member: MemberId }): void => {
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
  const mute = (who: { pi: Pi; member: MemberId }): void => {
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
    const pi = pis.find((each) => each.members.some(({ slack }) => slack === member)) as Pi;
    const [verb = "", step = ""] = action.split(".");
    const press = invocationOf({ pi, member }, { verb, input: { kind: "step", step, value }, via: "button" });
    // A draft is pressed once, however often; a job's button each time anew.
    const id = value.startsWith("d_")
      ? draftInvocationId(value as DraftId, `${verb}.${step}`, member)
      : press.id;
    const rows = action === "submit.batch" ? Number(/^\d+/.exec(answer.text)?.[0]) : undefined;
    clock.after(chance.spread(1_000, 30_000), () =>
      take(
        { ...press, id, reply: { ...press.reply, receivedAtMs: clock.nowMs() } },
        `presses ${action} ${value}`,
        rows,
      ),
    );
  };
  workspace.onAnswer(pressOn);

  return {
    asked,
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
      for (const { name, owner } of waiting) {
        const pi = pis.find((each) => each.members.some(({ slack }) => slack === owner)) as Pi;
        const others = pi.members.filter(({ slack, role }) => role === "manager" && slack !== owner);
        const [manager] = others;
        if (manager !== undefined) type({ pi, member: manager.slack }, `approve ${name}`);
      }
    },
  };
}

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

/** The value of the first button with that id, or with that and a number behind it, wherever in the blocks it stands. */
function buttonIn(blocks: unknown, actionId: string): string | undefined {
  if (typeof blocks !== "object" || blocks === null) return undefined;
  const id = "action_id" in blocks ? String(blocks.action_id).replace(/\.\d+$/, "") : "";
  if (id === actionId && "value" in blocks) return String(blocks.value);
  for (const each of Object.values(blocks)) {
    const found = buttonIn(each, actionId);
    if (found !== undefined) return found;
  }
  return undefined;
}
