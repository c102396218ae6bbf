import type { MemberId } from "../../src/domain/ids.ts";
import { type Asked, openAsking } from "./asking.ts";
import type { Aws } from "./aws.ts";
import { openAws } from "./aws.ts";
import type { BotLives } from "./bot-lives.ts";
import { botLives } from "./bot-lives.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { openWatch, type Watch } from "./checkers/watch.ts";
import { type VirtualClock, virtualClock } from "./clock.ts";
import { type EventBus, openEventBus } from "./event-bus.ts";
import { drawFaults, type Faults } from "./faults.ts";
import { type History, openHistory } from "./history.ts";
import { pis } from "./labs.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { type People, peopleAtWork } from "./people.ts";
import { denialsWith, oftenWith, type Sabotage, upheavalsWith } from "./sabotage.ts";
import { openWorkspace, type Workspace } from "./slack.ts";
import { drawSpells, type Spells } from "./spells.ts";
import { openTrace, type Trace } from "./trace.ts";
import { drawUpheavals, type Upheavals } from "./upheavals.ts";
import { keepUptime, type Uptime } from "./uptime.ts";

export type WorldOptions = {
  seed: number;
  /** Where the store's file is. */
  path: string;
  /** How long people are at work; drawn when left out. */
  minutes?: number;
  print?: (line: string) => void;
  sabotage?: Sabotage;
};

/** What the bot lives in. */
export type Outside = {
  clock: VirtualClock;
  chance: Chance;
  faults: Faults;
  trace: Trace;
  workspace: Workspace;
  aws: Aws;
  spells: Spells;
  watch: Watch;
  history: History;
  admins: readonly MemberId[];
  sabotage: Sabotage | undefined;
};

/** A Slack, an AWS, people at work, and between them one bot after another on the same store. */
export type World = Outside & {
  seed: number;
  activityMs: number;
  bus: EventBus;
  people: People;
  upheavals: Upheavals;
  /** All that anybody has asked for. */
  asked: readonly Asked[];
  lives: BotLives;
  uptime: Uptime;
  /** What the store holds; there is nothing before the bot's first start. */
  ledger(): Ledger;
  close(): Promise<void>;
};

/** What upheavals there are hangs on the seed, and on nothing else that happens. */
const upheavalsStream = 2 ** 40;

const startMs = Date.UTC(2026, 10, 20, 18, 42);

export function openWorld({ seed, path, minutes, print, sabotage }: WorldOptions): World {
  const clock = virtualClock(startMs);
  const chance = chanceOf(seed);
  const trace = openTrace(clock.nowMs, print);
  const faults = drawFaults(chance, trace, oftenWith(sabotage));
  const activityMs = (minutes ?? chance.spread(5, 60)) * 60_000;
  const accounts = pis.map(({ account }) => account);
  const workspace = openWorkspace(clock.nowMs);
  const tempo = chance.pick([0.02, 0.2, 1]);
  const aws = openAws({ clock, chance, faults, tempo, onChange: (job, detail) => bus.publish(job, detail) });
  const spells = drawSpells({ clock, chance, faults, workspace, accounts, activityMs });
  const inbox = () => lives.listening()?.inbox;
  const bus = openEventBus({ clock, chance, faults, trace, accounts, inbox });
  const reception = () => lives.listening()?.reception;
  const { asked, by } = openAsking({ clock, faults, trace, reception });
  const denials = denialsWith(sabotage);
  const people = peopleAtWork({ clock, chance, workspace, asking: by(chance), denials });
  const ownChance = chanceOf(seed + upheavalsStream);
  const upheavals = drawUpheavals({
    clock,
    chance: ownChance,
    workspace,
    asking: by(ownChance),
    activityMs,
    share: upheavalsWith(sabotage),
  });
  let opened: Ledger | undefined;
  const ledger = (): Ledger => {
    opened ??= openLedger(path);
    return opened;
  };
  const history = openHistory(clock.nowMs, faults, ledger);
  const watch = openWatch(clock.nowMs, ledger, history);
  const shared = { clock, chance, faults, trace, workspace, aws, spells };
  const outside = { ...shared, watch, history, admins: upheavals.admins, sabotage };
  const lives = botLives(outside, `sqlite:${path}`);
  const uptime = keepUptime(
    clock,
    () => lives.listening() !== undefined && spells.slack() === undefined && !spells.isStoreAway(),
  );
  return {
    ...outside,
    seed,
    activityMs,
    bus,
    people,
    upheavals,
    asked,
    lives,
    uptime,
    ledger,
    close: async () => {
      await lives.close();
      opened?.close();
    },
  };
}
