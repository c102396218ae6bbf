import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchBot, pause, startBot } from "./servers/bot.ts";
import { startLeanAws } from "./servers/lean-aws.ts";
import { type LeanSlack, startLeanSlack } from "./servers/lean-slack.ts";
import { type Fill, fillStore } from "./world/fill-store.ts";

/** A line of the table: what was measured, beside the floor or the peer of the same run. */
export type Figure = {
  what: string;
  value: string;
  /** What it is measured against, in the same unit. */
  against?: string;
  ratio?: number;
  /** In words, and whether it was met: undefined where nothing is aimed at. */
  aim?: string;
  met?: boolean;
};

/** One thing that is measured: a file in `benches/`. */
export type Bench = {
  name: string;
  about: string;
  run(options: BenchOptions): Promise<readonly Figure[]>;
};

export type BenchOptions = {
  rounds: number;
  /** How long a load goes on in one round. */
  seconds: number;
  /** How many jobs the large store has. */
  jobs: number;
  /** What is going on; the table comes at the end. */
  tell(line: string): void;
};

export type BenchWorld = {
  folder: string;
  databaseFile: string;
  bot: BenchBot;
  slack: LeanSlack;
};

/** A bot on a store filled so, with the bench's Slack and AWS; gone afterwards. */
export async function withWorld<T>(fill: Fill, work: (world: BenchWorld) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-bench-"));
  const [slack, aws] = await Promise.all([startLeanSlack(), startLeanAws()]);
  let bot: BenchBot | undefined;
  try {
    const databaseFile = join(folder, "batchmate.db");
    await fillStore(databaseFile, fill);
    bot = await startBot({
      folder,
      databaseFile,
      slackApiUrl: slack.apiUrl,
      awsUrl: aws.url,
      nodeOptions: (process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean),
    });
    await settled(bot);
    return await work({ folder, databaseFile, bot, slack });
  } finally {
    await bot?.stop();
    slack.close();
    aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** At its start a bot asks AWS about all that is under way: what comes afterwards is measured. */
async function settled(bot: BenchBot): Promise<void> {
  for (let round = 0; round < 120; round++) {
    const beforeMs = bot.cpuMs();
    await pause(1_000);
    if (bot.cpuMs() - beforeMs < 100) return;
  }
}
