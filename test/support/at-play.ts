/** A playground whose scenarios are played, and what its people then see. */
import { expect, inject, vi } from "vitest";
import { type Playground, startPlayground } from "../../src/playground/playground.ts";
import type { Run } from "../../src/playground/scenarios/runner.ts";
import type { Ephemeral, Message } from "../../src/playground/slack/local-slack.ts";

const labChannel = "C0PETERS";
const labAccount = "111122223333";
/** For what people see, from when the scenario is there: beside a busy neighbour the bot takes its time. */
const patienceMs = 90_000;
const playMs = 200_000;
const turnMs = 400_000;

/** Above these taken together, so that a wait which fails is the one that says so. */
export const testTimeoutMs = turnMs + 2 * playMs + 3 * patienceMs;

const timings = {
  submittedMs: 20,
  pendingMs: 20,
  runnableMs: 30,
  startingMs: 30,
  retryMs: 30,
  logLagMs: 20,
  secondMs: 100,
};

export type AtPlay = Awaited<ReturnType<typeof openPlay>>;

export async function openPlay() {
  const playground: Playground = await startPlayground({ botFile: inject("bundledBot").main, timings });
  const { slack, aws } = playground;

  async function control<T>(path: string, body?: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    const post = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${slack.url}/control/${path}`, body === undefined ? {} : post);
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  }
  const begins = async (name: string): Promise<string> =>
    (await control<{ run: Run }>("scenario", { name })).run.id;
  const runOf = async (id: string): Promise<Run | undefined> =>
    (await control<{ runs: Run[] }>("scenarios")).runs.find((run) => run.id === id);
  /** Asks until the run is so; what it says stands in the error. */
  const runThatIs = (id: string, isSo: (run: Run) => boolean, timeout: number): Promise<Run> =>
    vi.waitFor(
      async () => {
        const run = await runOf(id);
        if (run === undefined || !isSo(run)) throw new Error(`${run?.scenario} still says: ${run?.says}`);
        return run;
      },
      { timeout, interval: 100 },
    );
  /** Until its turn has come and it is so, or it has ended, which it does by itself when its patience is over. */
  const playsUntil = async (id: string, isSo: (run: Run) => boolean): Promise<Run> => {
    await runThatIs(id, (run) => !run.says.startsWith("Waits for its turn"), turnMs);
    return runThatIs(id, (run) => run.state !== "running" || isSo(run), playMs);
  };
  const endsWell = async (id: string): Promise<void> => {
    const run = await playsUntil(id, () => false);
    expect(run, `${run.scenario} says: ${run.says}`).toMatchObject({ state: "done" });
  };
  const see = <T>(look: () => T | undefined | null | false): Promise<T> =>
    slack.waitFor(look, { timeoutMs: patienceMs });

  const card = (job: string): Message | undefined =>
    slack
      .messages(labChannel)
      .find(({ text, threadTs, isBot }) => isBot && threadTs === undefined && text.startsWith(`${job} `));
  const replies = (job: string): string[] => {
    const found = card(job);
    if (found === undefined) return [];
    const thread = slack.thread(labChannel, found.ts).filter(({ threadTs }) => threadTs !== undefined);
    return thread.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
  };
  return {
    card,
    replies,
    calls: slack.calls,
    close: playground.close,
    jobs: () => aws.jobs(labAccount),
    /** Plays a scenario to its end, which must be a good one. */
    plays: async (name: string): Promise<void> => endsWell(await begins(name)),
    /** Plays one that stays as it is for a while, looks, and lets it go on. */
    stays: async (name: string, looks: () => Promise<unknown>): Promise<void> => {
      const id = await begins(name);
      const run = await playsUntil(id, ({ button }) => button !== undefined);
      expect(run.button, `${name} says: ${run.says}`).toBeDefined();
      await looks();
      await control("scenario-press", { run: id });
      await endsWell(id);
    },
    reply: (job: string, words: RegExp) => see(() => replies(job).find((text) => words.test(text))),
    cardSays: (job: string, words: RegExp) => see(() => words.test(card(job)?.text ?? "")),
    /** So many private answers with those words. */
    whispers: (user: string, words: RegExp, count = 1): Promise<Ephemeral[]> =>
      see(() => {
        const found = slack.ephemerals(user).filter(({ text }) => words.test(text));
        return found.length >= count && found;
      }),
  };
}
