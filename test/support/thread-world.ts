import { noticeIdOf } from "../../src/domain/derived-ids.ts";
import type { NoticeId } from "../../src/domain/ids.ts";
import type { Job } from "../../src/domain/job/job.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { Thread } from "../../src/store/thread-row.ts";
import { deliver } from "../../src/threads/deliver.ts";
import type { DeliveryOutcome } from "../../src/threads/deliver-context.ts";
import { slackPace } from "../../src/threads/pace.ts";
import type { Render } from "../../src/threads/render.ts";
import { openEmptyStore } from "./empty-store.ts";
import { fakePosts } from "./fake-posts.ts";
import { fakeUploads } from "./fake-uploads.ts";
import { keptLog } from "./kept-log.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { saveJob } from "./saved-jobs.ts";

const bodies = {
  card: { kind: "card" },
  started: { kind: "started", attempt: 1, maxAttempts: 1 },
  waiting: { kind: "waiting", reason: "CAPACITY" },
  finished: { kind: "finished", state: "succeeded" },
} as const;

export type Said = keyof typeof bodies;

/** A store, a Slack and a clock, with the delivery between them; each word shown is `kind of job vVERSION`. */
export async function threadWorld() {
  const clock = manualClock();
  const store = await openEmptyStore();
  const slack = fakePosts(clock);
  const files = fakeUploads(clock);
  const log = keptLog();
  const outcomes: DeliveryOutcome[] = [];
  const cardsPosted = { count: 0 };
  const world = { clock, store, slack, files, log, outcomes, cardsPosted, render: plainRender };

  const open = () =>
    deliver({
      store,
      posts: slack.posts,
      uploads: files.uploads,
      pace: slackPace(store, clock.nowMs),
      render: (body, post) => world.render(body, post),
      clock,
      // The whole of each pause.
      chance: () => 1,
      logger: log.logger,
      onPosted: () => {
        cardsPosted.count += 1;
      },
      onOutcome: (outcome) => outcomes.push(outcome),
    });

  return Object.assign(world, {
    open,
    thread: (job: Job, channel = "C0PETERS", fallbacks: readonly string[] = []) =>
      saveJob(store, job, { channel, fallbacks }),
    say: (thread: Thread, said: Said) => say(store, clock, thread, said),
    /** The job of a thread has moved on. */
    grow: (thread: Thread, changes: Partial<Job> = {}) =>
      store.transaction(async (tables) => {
        const job = (await tables.jobs.get(thread.job)) as Job;
        await tables.jobs.save({ ...job, ...changes, version: job.version + 1 }, null);
        await tables.threads.markStale([thread.subject]);
      }),
  });
}

export type ThreadWorld = Awaited<ReturnType<typeof threadWorld>>;

export const plainRender: Render = async (body, { notice, job }) => ({
  message: { text: `${body.kind} of ${job?.name} v${job?.version}`, blocks: [] },
  metadata: {
    kind: body.kind,
    notice,
    ...(job && { job: job.id, state: job.state, version: job.version }),
  },
});

async function say(store: Store, clock: ManualClock, thread: Thread, said: Said): Promise<NoticeId> {
  const id = noticeIdOf(thread.id, said);
  await store.notices.add({
    id,
    thread: thread.id,
    job: thread.job,
    key: said,
    body: bodies[said],
    createdAtMs: clock.nowMs(),
  });
  return id;
}
