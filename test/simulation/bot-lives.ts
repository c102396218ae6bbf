import { pino } from "pino";
import { type Bot, buildBot } from "../../src/bot.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { alwaysBusy } from "../support/always-busy.ts";
import { awsAccounts } from "./aws-client.ts";
import { beginLife, type Life, mortalClock } from "./deaths.ts";
import { labs } from "./labs.ts";
import { mortalStore } from "./mortal-store.ts";
import { responseFetch } from "./response-urls.ts";
import { slackClient } from "./slack-client.ts";
import type { Outside } from "./world.ts";

export type BotLives = {
  /** The bot that listens now, if one does. */
  listening(): Bot | undefined;
  isBetweenLives(): boolean;
  /** For when all is quiet: buries a dead bot, and lets another begin after a while. True when it did. */
  tend(): Promise<boolean>;
  /** Nobody lets it lie any longer. */
  hurry(): void;
  /** Ends it in peace, as an update would. */
  restart(): void;
  close(): Promise<void>;
};

/** One bot after another, all on the same store. */
export function botLives(world: Outside, databaseUrl: string): BotLives {
  const { clock, chance, faults, trace } = world;
  let life: Life | undefined;
  let store: Store | undefined;
  let bot: Bot | undefined;
  let beginsAtMs: number | undefined = clock.nowMs();
  let nth = 0;

  const begin = async (): Promise<void> => {
    nth += 1;
    beginsAtMs = undefined;
    life = beginLife(nth, { faults, trace });
    trace.say(`* life ${nth} begins`);
    store = await openStore(databaseUrl);
    boot(life, store).catch((error: Error) => life?.end(`it could not start: ${error.message}`));
  };

  /** As app.ts does it. */
  const boot = async (mine: Life, opened: Store): Promise<void> => {
    const born = buildBot(rimOf(world, mine, opened));
    if (faults.strikes("a start fails")) return mine.end("the start");
    await born.seedRoster();
    await born.identity.recall();
    for (const each of born.loops) each.start();
    await born.reception.resume();
    bot = born;
  };

  const bury = async (): Promise<void> => {
    bot = undefined;
    life = undefined;
    await store?.close();
    store = undefined;
    const [leastMs, mostMs] = downtimes[chance.weighed({ moment: 10, seconds: 6, minutes: 3, long: 1 })];
    beginsAtMs = clock.nowMs() + chance.spread(leastMs, mostMs);
    // So that there is a moment in which the world is quiet and can let it begin.
    clock.after(beginsAtMs - clock.nowMs(), () => {});
  };

  return {
    listening: () => (life?.isOver() === true ? undefined : bot),
    isBetweenLives: () => life === undefined,
    tend: async () => {
      const isDead = life?.isOver() === true;
      if (isDead) await bury();
      const isDue = beginsAtMs !== undefined && beginsAtMs <= clock.nowMs();
      if (isDue) await begin();
      return isDead || isDue;
    },
    hurry: () => {
      if (beginsAtMs !== undefined) beginsAtMs = clock.nowMs();
    },
    restart: () => {
      const [mine, ending] = [life, bot];
      if (mine === undefined || ending === undefined || mine.isOver()) return;
      faults.count("a restart");
      bot = undefined;
      const over = () => mine.end("a restart");
      ending.reception
        .drain()
        .then(() => Promise.all(ending.loops.map((each) => each.stop())))
        .then(over);
      // Whoever stops it does not wait for ever.
      clock.after(30_000, over);
    },
    close: async () => {
      life?.end("the end of the world");
      await store?.close();
      store = undefined;
    },
  };
}

const downtimes = {
  moment: [50, 3_000],
  seconds: [3_000, 60_000],
  minutes: [60_000, 1_200_000],
  long: [1_200_000, 3_600_000],
} as const;

function rimOf(world: Outside, life: Life, store: Store): Parameters<typeof buildBot>[0] {
  const { chance, faults, trace, workspace, aws, spells } = world;
  const wire = { clock: world.clock, life, trace, chance, faults, sabotage: world.sabotage };
  return {
    labs: () => labs,
    store: mortalStore(store, { ...wire, isAway: spells.isStoreAway, onCommit: world.history.committed }),
    accounts: awsAccounts({
      ...wire,
      aws,
      spell: spells.aws,
      onSubmit: (submission) => world.watch.submitted(submission, life),
    }),
    eventWays: { hasKeyOf: () => true },
    webClient: slackClient({
      ...wire,
      workspace,
      spell: spells.slack,
      onCall: (call) => world.watch.called(call, life),
      onLimited: (method, untilMs) => world.watch.limited(method, untilMs, life),
    }),
    clock: mortalClock(world.clock, life),
    chance: chance.share,
    load: alwaysBusy,
    logger: pino(
      { level: "info", base: null, timestamp: false },
      { write: (line: string) => trace.say(`  log ${told(line)}`) },
    ),
    admins: world.admins,
    quietMs: 60_000,
    slackApiUrl: "https://slack.com/api/",
    scratchFolder: "/nowhere",
    fetch: responseFetch({ ...wire, workspace, spell: spells.slack }),
    seen: { command: () => {}, events: () => {}, delivery: () => {} },
  };
}

function told(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg: string; err?: { message: string } };
  return err === undefined ? msg : `${msg} (${err.message})`;
}
