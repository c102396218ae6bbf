/** The bot as a process of its own, in a world of its own. */
import { type BotProcess, botProcess } from "./bot-process.ts";
import { connected, openWorld, type World, type WorldOptions } from "./installation.ts";

export type Apart = World & Omit<BotProcess, "isRunning">;

/** Where Slack refuses the bot, nobody waits for it to be connected. */
type ApartOptions = WorldOptions & { isRefused?: boolean };

export async function startApart(options: ApartOptions = {}): Promise<Apart> {
  const startedMs = Date.now();
  const world = await openWorld({ ...options, startedMs });
  const bot = await botProcess(world, { name: "bot", speed: options.speed, startedMs });
  const close = async (): Promise<void> => {
    await bot.kill();
    await world.close();
  };
  try {
    await Promise.all([bot.start(), world.connect(bot.botUrl)]);
    if (!options.isRefused) await connected(bot.botUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...world, ...bot, close };
}

/** Everything the bot waits for passes ten times as fast, unless told otherwise. */
export async function withBot(
  journey: (world: Apart) => Promise<void>,
  options: ApartOptions = {},
): Promise<void> {
  const world = await startApart({ speed: 10, ...options });
  try {
    await journey(world);
  } finally {
    await world.close();
  }
}
