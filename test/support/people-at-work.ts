/** What people do in the workspace and what they then see, in few words. */
import { expect } from "vitest";
import type { Delivery, Ephemeral, Message } from "../../src/playground/slack/local-slack.ts";
import type { World } from "./installation.ts";
import { channels, people, petersAccount } from "./lab-world.ts";

/** What stands in the metadata of a post of the bot. */
export type Payload = {
  kind: string;
  job?: string;
  submission?: string;
  notice: string;
  state?: string;
  version?: number;
};

export type BatchJob = { jobId: string; jobName: string; status: string } & Record<string, unknown>;

type Place = { channel: string; ts: string } | { ephemeralId: string };

const patienceMs = 60_000;
const places = [...channels.map(({ id }) => id), ...people.map(({ id }) => `D${id.slice(1)}`)];

export function payloadOf(message: Message): Payload {
  return message.metadata?.event_payload as Payload;
}

export function atWork({ slack, aws }: World) {
  const posts = (): Message[] =>
    places.flatMap((place) => slack.messages(place)).filter(({ isBot }) => isBot);
  const cards = (): Message[] => posts().filter((post) => payloadOf(post)?.kind === "card");
  const jobs = (account: string = petersAccount): BatchJob[] => aws.jobs(account) as BatchJob[];
  const isChild = ({ jobId }: BatchJob) => jobId.includes(":");
  const jobsNamed = (name: string, account?: string): BatchJob[] =>
    jobs(account).filter(
      (job) => !isChild(job) && new RegExp(`^(\\w+-)?${name}-[a-z0-9]{6}$`).test(job.jobName),
    );
  const jobNamed = (name: string, account?: string): BatchJob => {
    const [job, ...more] = jobsNamed(name, account);
    if (job === undefined || more.length > 0) throw new Error(`${more.length + 1} jobs are named ${name}`);
    return job;
  };
  const cardOf = (name: string, account?: string): Message => {
    const { jobId } = jobNamed(name, account);
    const [card, ...more] = cards().filter((post) => payloadOf(post).job === jobId);
    if (card === undefined || more.length > 0) throw new Error(`${more.length + 1} cards are of ${name}`);
    return card;
  };
  const replies = (name: string, account?: string): Message[] => {
    const card = cardOf(name, account);
    return slack
      .thread(card.channel, card.ts)
      .filter((message) => message.threadTs !== undefined && message.isBot);
  };
  const see = <T>(look: () => T | undefined | null | false, timeoutMs = patienceMs): Promise<T> =>
    slack.waitFor(orNothing(look), { timeoutMs });

  const newAnswer = async (user: string, deed: () => Promise<Delivery | undefined>): Promise<Ephemeral> => {
    const before = new Set(slack.ephemerals(user).map(({ id }) => id));
    const delivery = await deed();
    expect(delivery?.status).toBe(200);
    return see(() => slack.ephemerals(user).find(({ id }) => !before.has(id)));
  };
  return {
    jobs,
    jobsNamed,
    jobNamed,
    posts,
    cards,
    cardOf,
    replies,
    see,
    kinds: (name: string, account?: string) => replies(name, account).map((reply) => payloadOf(reply).kind),
    /** Types a line, or a mention in a thread, and gives the private answer to it. */
    ask: (user: string, where: string | { channel: string; threadTs: string }, text: string) =>
      newAnswer(user, async () => {
        const typing = typeof where === "string" ? { channel: where } : where;
        return (await slack.acts.types(user, { ...typing, text })).delivery;
      }),
    /** The answer with such words, in private beside the command or, where that did not get through, as a direct message. */
    told: (user: string, words: RegExp): Promise<Ephemeral | Message> =>
      see(() => {
        const direct = slack.messages(`D${user.slice(1)}`).filter(({ isBot }) => isBot);
        return [...slack.ephemerals(user), ...direct].find(({ text }) => words.test(text));
      }),
    /** Presses a button of a message for all; the answer comes beside it. */
    press: (user: string, place: Place, actionId: string, value?: string) =>
      newAnswer(user, () =>
        slack.acts.click(user, { ...place, actionId, ...(value === undefined ? {} : { value }) }),
      ),
    /** Presses a button of a private answer; the next takes its place. */
    follow: async (user: string, { id, text }: Ephemeral, actionId: string): Promise<Ephemeral> => {
      const delivery = await slack.acts.click(user, { ephemeralId: id, actionId });
      expect(delivery.status).toBe(200);
      return see(() => slack.ephemerals(user).find((each) => each.id === id && each.text !== text));
    },
    /** Resolves with the final notice of the one job of that name, when its card shows the end too. */
    ended: async (name: string, account?: string): Promise<Message> => {
      const last = await see(() =>
        replies(name, account).find((reply) => payloadOf(reply).kind === "finished"),
      );
      await see(() => isFinal(payloadOf(cardOf(name, account)).state));
      return last;
    },
    /** The card's state, as soon as the card shows it. */
    shows: (name: string, state: string, account?: string): Promise<Message> =>
      see(() => (payloadOf(cardOf(name, account)).state === state ? cardOf(name, account) : undefined)),
  };
}

/** What is not there yet is no failure. */
function orNothing<T>(look: () => T | undefined | null | false): () => T | undefined | null | false {
  const patient = () => {
    try {
      return look();
    } catch {
      return undefined;
    }
  };
  // What was waited for stands in the message of who waited in vain.
  return Object.assign(patient, { toString: () => String(look) });
}

function isFinal(state: string | undefined): boolean {
  return ["succeeded", "failed", "stopped", "lost", "rejected"].includes(state ?? "");
}

/** Where the buttons of an answer stand. */
export function placeOf(answer: Ephemeral | Message): Place {
  return "id" in answer ? { ephemeralId: answer.id } : { channel: answer.channel, ts: answer.ts };
}

/** The ids of the buttons of a message, in order. */
export function buttonsIn({ blocks = [] }: Message | Ephemeral): string[] {
  return (blocks as { type: string; elements?: { type: string; action_id: string }[] }[])
    .filter(({ type }) => type === "actions")
    .flatMap(({ elements = [] }) => elements)
    .filter(({ type }) => type === "button")
    .map((element) => element.action_id);
}

/** The value that a button of a message carries. */
export function buttonValue({ blocks = [] }: Message | Ephemeral, actionId: string): string {
  const elements = (blocks as { elements?: { action_id?: string; value?: string }[] }[]).flatMap(
    ({ elements = [] }) => elements,
  );
  const button = elements.find((element) => element.action_id === actionId);
  if (button?.value === undefined) throw new Error(`there is no button ${actionId} with a value`);
  return button.value;
}
