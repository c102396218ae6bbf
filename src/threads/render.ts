import type { ApprovalOutcome } from "../domain/approval/approval.ts";
import type { AskedTogether } from "../domain/approval/asked-together.ts";
import { consoleLink } from "../domain/console-link.ts";
import type { ChannelId, MemberId, NoticeId, SnippetId, SubjectId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import { hutchnetIn, type PeopleNotice, peopleIn } from "../domain/people/people-notice.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Digest } from "../domain/telling/digest.ts";
import type { Place } from "../domain/telling/place.ts";
import { isDirect } from "../domain/telling/telling.ts";
import { maskLabWords } from "../logs/lab-words.ts";
import { approvalCard } from "../messages/approvals/approval-card.ts";
import { type DigestView, digestMessage } from "../messages/job/digest.ts";
import { jobCard } from "../messages/job/job-card.ts";
import { noticeMessage } from "../messages/job/notice-message.ts";
import { liveLog } from "../messages/logs/live-log.ts";
import { maskSaid } from "../messages/logs/mask-said.ts";
import { peopleMessage } from "../messages/people/people-message.ts";
import type { SnippetPost } from "../messages/sharing/snippet-post.ts";
import { batchCard } from "../messages/submit/batch-card.ts";
import type { Message } from "../messages/text/message.ts";
import type { PostMetadata } from "../slack/posts.ts";
import type { NoticeBody } from "../store/notice-row.ts";
import { renderSnippet } from "./render-snippet.ts";

/** Whether what only the lab may see may stand there. */
export type PlaceOf = (job: Job, channel: ChannelId) => Promise<Place>;

export type RenderOptions = {
  labs(): Labs;
  /** How a person is called; never throws. */
  nameOf(member: MemberId, hutchnet: string): Promise<string>;
  /** Who reads where it stands; never throws. */
  placeOf: PlaceOf;
  /** The jobs of its chain that came before, newest first. */
  earlierOf(job: Job): Promise<readonly Job[]>;
  /** The jobs of a batch, in the order of its rows. */
  jobsOf(subject: SubjectId): Promise<readonly Job[]>;
  /** Of many jobs that one yes is for, all of them as if they were one. */
  askedAsOne(job: Job): Promise<AskedTogether>;
  snippetOf(id: SnippetId): Promise<Snippet | undefined>;
  /** Whether its sharer may still share it, and it may still stand there; never throws. */
  mayStand(snippet: Snippet, channel: ChannelId): Promise<boolean>;
  /** What there is to say of each job of a morning. */
  linesOf(digest: Digest): Promise<DigestView>;
};

export type Rendered = { message: Message; metadata: PostMetadata; file?: SnippetPost["file"] };

/** What a post says in the place where it stands, and what its metadata tells. */
export type Render = (
  body: NoticeBody,
  post: { notice: NoticeId; job: Job | undefined; channel: ChannelId; calls?: readonly MemberId[] },
) => Promise<Rendered>;

export function renderer(options: RenderOptions): Render {
  const write = writer(options);
  return async (body, post) => {
    const { message, metadata, file, about } = await write(body, post);
    const { pis } = options.labs();
    const ownWords = maskLabWords(about.map(({ pi }) => pis.get(pi)));
    const said = { message: maskSaid(message, ownWords), metadata };
    return file === undefined ? said : { ...said, file: maskSaid(file, ownWords) };
  };
}

/** `about`: the jobs of which it tells. */
type Written = Rendered & { about: readonly Job[] };

function writer(options: RenderOptions): (...said: Parameters<Render>) => Promise<Written> {
  return async (body, { notice, job, channel, calls = [] }) => {
    if (body.kind === "digest") {
      const view = await options.linesOf(body);
      return {
        message: digestMessage(view),
        metadata: { kind: "digest", notice },
        about: view.lines.map((line) => line.job),
      };
    }
    if (body.kind === "people")
      return { message: await aboutPeople(options, body), metadata: { kind: "approval", notice }, about: [] };
    if (job === undefined) throw new Error(`the job of notice ${notice} is not in the store`);
    const about = [job];
    if (body.kind === "snippet")
      return { ...(await renderSnippet(options, body, { notice, job, channel })), about };
    const ownerName = await options.nameOf(job.owner, job.hutchnet);
    const labs = options.labs();
    const link = consoleLink(job, labs.institute, labs.pis.get(job.pi)?.role);
    const view = {
      place: await options.placeOf(job, channel),
      ownerName,
      ...(job.stop === undefined || job.stop.by === job.owner
        ? {}
        : { stopperName: await options.nameOf(job.stop.by, "somebody") }),
      ...(await deciderOf(options, "outcome" in body ? body.outcome : job.approval?.outcome)),
      ...(link === undefined ? {} : { consoleLink: link }),
      sharesLogs: labs.pis.get(job.pi)?.logs.share === "lab",
      retriesFailed: labs.pis.get(job.pi)?.arrayRetry !== "off",
    };
    const isWhole = body.kind === "finished" && body.batch !== undefined;
    // A batch has no id at AWS: it goes by what was submitted first.
    const subject = job.batchId === undefined || isWhole ? { submission: job.id } : { job: job.batchId };
    if (body.kind === "card") {
      return {
        message:
          job.batchRow === undefined
            ? jobCard(job, { ...view, earlier: await options.earlierOf(job) })
            : batchCard({ batch: job, jobs: await options.jobsOf(job.subject) }, view),
        metadata: { kind: "card", ...subject, notice, state: job.state, version: job.version },
        about,
      };
    }
    if (body.kind === "tail") {
      const { now } = body;
      const by = now.kind === "ended" && now.why.kind === "stopped" ? now.why.by : undefined;
      const byName = by === undefined ? {} : { byName: await options.nameOf(by, "somebody") };
      return {
        message: liveLog(body, { job, notice, place: view.place, ...byName }),
        metadata: { kind: "tail", ...subject, notice },
        about,
      };
    }
    if (body.kind === "approval") {
      const { whole, rows } = await options.askedAsOne(job);
      return {
        message: approvalCard(whole, { ...view, ...body, rows }),
        metadata: { kind: "approval", ...subject, notice },
        about,
      };
    }
    const told = body.kind === "decided" ? (await options.askedAsOne(job)).whole : rowFor(view.place, job);
    const mention = calls.includes(job.owner);
    const watchers = calls.filter((member) => member !== job.owner);
    return {
      message: noticeMessage(body, told, {
        ...view,
        mention,
        watchers,
        // In their owner's direct messages nobody else is mentioned.
        ...(isDirect(channel) && watchers.length > 0 ? { isToWatcher: true } : {}),
        ownerId: job.owner,
      }),
      metadata: { kind: kindTold[body.kind] ?? body.kind, ...subject, notice },
      about,
    };
  };
}

/** The jobs of a batch are named after their values, which are parameters. */
function rowFor(place: Place, job: Job): Job {
  return place === "own" || job.batchRow === undefined ? job : { ...job, name: `Job ${job.batchRow}` };
}

/** Kinds that who reads from outside need not tell apart: what is asked and decided, and what somebody should act on. */
const kindTold: Readonly<Partial<Record<NoticeBody["kind"], PostMetadata["kind"]>>> = {
  decided: "approval",
  logged: "waiting",
};

async function aboutPeople({ nameOf }: RenderOptions, { told }: PeopleNotice): Promise<Message> {
  const names = new Map<MemberId, string>();
  for (const member of peopleIn(told)) names.set(member, await nameOf(member, hutchnetIn(told, member)));
  return peopleMessage(told, (member) => names.get(member) ?? "");
}

async function deciderOf(
  { nameOf }: RenderOptions,
  outcome: ApprovalOutcome | undefined,
): Promise<{ deciderName?: string }> {
  return outcome === undefined || outcome.kind === "expired"
    ? {}
    : { deciderName: await nameOf(outcome.by, "somebody") };
}
