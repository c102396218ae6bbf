/** A playground whose scenarios are played, and what its people then see. */
import { expect, vi } from "vitest";
import { type Playground, startPlayground } from "../../src/playground/playground.ts";
import type { Run } from "../../src/playground/scenarios/runner.ts";
import type { Ephemeral, Message } from "../../src/playground/slack/local-slack.ts";

const labChannel = "C0PETERS";
const labAccount = "111122223333";
const patienceMs = 55_000;

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
  const playground: Playground = await startPlayground({ timings });
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
  /** Asks until the run is so, or time is over. */
  const runIs = (id: string, isSo: (run: Run | undefined) => void): Promise<void> =>
    vi.waitFor(
      async () => isSo((await control<{ runs: Run[] }>("scenarios")).runs.find((run) => run.id === id)),
      { timeout: patienceMs, interval: 50 },
    );
  const isOver = (id: string) =>
    runIs(id, (run) => expect(run).toMatchObject({ state: expect.not.stringMatching("running") })).then(() =>
      runIs(id, (run) => expect(run).toMatchObject({ state: "done", says: "Done" })),
    );
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
    plays: async (name: string): Promise<void> => isOver(await begins(name)),
    /** Plays one that stays as it is for a while, looks, and lets it go on. */
    stays: async (name: string, looks: () => Promise<unknown>): Promise<void> => {
      const id = await begins(name);
      await runIs(id, (run) => expect(run?.button).toBeDefined());
      await looks();
      await control("scenario-press", { run: id });
      await isOver(id);
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
