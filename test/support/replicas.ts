/** Several bots on one PostgreSQL, each a process of its own, behind a load balancer. */
import { type Balancer, balancer } from "./balancer.ts";
import { type BotProcess, botProcess } from "./bot-process.ts";
import { connected, openWorld, type World, type WorldOptions } from "./installation.ts";
import { type Database, newDatabase } from "./postgres.ts";

export type Replicated = World & {
  replicas: readonly [BotProcess, BotProcess];
  balancer: Balancer;
  database: Database;
  /** Of one that runs: what waits is counted in the store they share. */
  readonly metricsUrl: string;
};

/** Everything the bots wait for passes four times as fast, unless told otherwise. */
export async function withReplicas(
  journey: (world: Replicated) => Promise<void>,
  options: WorldOptions = {},
): Promise<void> {
  const startedMs = Date.now();
  const { speed = 4 } = options;
  const database = await newDatabase();
  const env = { ...options.env, DATABASE_URL: database.url };
  const world = await openWorld({ ...options, speed, startedMs, env });
  const replicas = [
    await botProcess(world, { name: "a", speed, startedMs }),
    await botProcess(world, { name: "b", speed, startedMs }),
  ] as const;
  const before = await balancer(replicas.map(({ botUrl }) => botUrl));
  try {
    await Promise.all([...replicas.map((each) => each.start()), world.connect(before.url)]);
    await Promise.all(replicas.map(({ botUrl }) => connected(botUrl)));
    await journey({
      ...world,
      replicas,
      balancer: before,
      database,
      get metricsUrl() {
        return (replicas.find((each) => each.isRunning()) ?? replicas[0]).metricsUrl;
      },
    });
  } finally {
    await Promise.all(replicas.map((each) => each.kill()));
    await before.close();
    await world.close();
    await database.drop();
  }
}
