/**
 * Socket Mode: Slack's side comes in over connections that we open, so that nothing of Slack need reach us. There are
 * always two, for Slack renews each every few hours: while one is renewed, what people press comes through the other.
 */
import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import type { Logger as SlackLogger } from "@slack/web-api";
import type { Logger } from "pino";
import type { TeamId } from "../domain/ids.ts";
import { teamOf } from "../domain/sender-team.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { loop } from "../lifecycle/loop.ts";
import { isAboutTheToken, type SlackTrouble, toSlackTrouble } from "./slack-trouble.ts";
import { openSocket, type Socket } from "./socket.ts";

export type SocketModeOptions = {
  appToken: string;
  apiUrl: string;
  /** Undefined until Slack has once said who we are. */
  team(): TeamId | undefined;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  slackLogger: SlackLogger;
  /** How many connections are open now. */
  onOpen(count: number): void;
};

export type SocketMode = Receiver & {
  state(): "connected" | "not connected" | "app token refused";
};

/** Slack allows ten for an app: of its replicas, five can have two each. */
const connections = 2;
const needed =
  "an app-level token of this app with the scope connections:write, and Socket Mode switched on in the app";
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** What came in before we know who we are could not be taken. */
const untilKnownMs = 200;
/** Who is sent away sooner than this waits before it comes again. */
const settledMs = 10_000;

export function socketMode(options: SocketModeOptions): SocketMode {
  const { clock, chance, logger } = options;
  const underWay = new Set<Promise<void>>();
  const open = new Set<Socket>();
  let app: App | undefined;
  let stopping = false;
  let trouble: string | undefined;
  let isRefused = false;

  const take = async (event: ReceiverEvent): Promise<void> => {
    // Who is not acknowledged is sent again, and to a replica that stays.
    if (stopping || app === undefined || !isOurs(event)) return;
    const done = carryIn(app, event, logger);
    underWay.add(done);
    await done.finally(() => underWay.delete(done));
  };

  const isOurs = ({ body }: ReceiverEvent): boolean => {
    const sender = teamOf(body);
    return sender === undefined || sender === options.team();
  };

  const opened = (socket: Socket): void => {
    open.add(socket);
    options.onOpen(open.size);
    if (trouble !== undefined) logger.info({ after: trouble }, "What people do in Slack arrives again");
    trouble = undefined;
    isRefused = false;
  };

  const failed = (slacks: SlackTrouble): void => {
    const { code } = slacks;
    isRefused = slacks.kind === "permanent" || isAboutTheToken(slacks);
    // Slack counts how often it is asked; as long as one is open nobody misses the other.
    if (code === trouble || (code === "ratelimited" && open.size > 0)) return;
    trouble = code;
    if (isRefused)
      logger.error(
        { code, needed },
        "Slack refuses SLACK_APP_TOKEN; nothing that people do in Slack arrives",
      );
    else logger.warn({ code, err: slacks.cause }, "Slack gives no socket and will be asked again");
  };

  const place = () => {
    let socket: Socket | undefined;
    let failures = 0;
    let notBeforeMs = 0;
    const pauseMs = (leastMs = 0): number => {
      failures += 1;
      const most = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
      return leastMs + Math.round(most * (0.5 + chance() / 2));
    };
    const turn = async (): Promise<number | undefined> => {
      if (socket !== undefined) return undefined;
      if (options.team() === undefined) return untilKnownMs;
      const waitMs = notBeforeMs - clock.nowMs();
      if (waitMs > 0) return waitMs;
      const next = openSocket({ ...options, take, logger: options.slackLogger });
      socket = next;
      try {
        await next.opened;
      } catch (error) {
        socket = undefined;
        const slacks = toSlackTrouble(error);
        if (!stopping) failed(slacks);
        return pauseMs(slacks.retryAfterMs);
      }
      opened(next);
      const openedMs = clock.nowMs();
      next.closed.then(() => {
        open.delete(next);
        options.onOpen(open.size);
        socket = undefined;
        if (clock.nowMs() - openedMs < settledMs) notBeforeMs = clock.nowMs() + pauseMs();
        else failures = 0;
        looking.wake();
      });
      return undefined;
    };
    const looking = loop({ name: "socket", clock, logger, turn });
    return {
      ...looking,
      stop: async () => {
        const ended = looking.stop();
        await socket?.close();
        await ended;
      },
    };
  };
  const places = Array.from({ length: connections }, place);

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {
      for (const each of places) each.start();
    },
    stop: async () => {
      stopping = true;
      await Promise.allSettled(underWay);
      await Promise.all(places.map((each) => each.stop()));
    },
    state: () => {
      if (open.size > 0) return "connected";
      return isRefused ? "app token refused" : "not connected";
    },
  };
}

/** Bolt would acknowledge an event before its listener has saved it, and Slack would never send it again. */
async function carryIn(app: App, event: ReceiverEvent, logger: Logger): Promise<void> {
  let answer: { body: unknown } | undefined;
  const ack = async (body?: unknown): Promise<void> => {
    answer ??= { body };
  };
  await app.processEvent({ ...event, ack });
  if (answer === undefined) return;
  try {
    await event.ack(answer.body);
  } catch (error) {
    // What it was about is saved: sent again, it changes nothing.
    logger.warn({ err: error }, "An acknowledgement did not reach Slack");
  }
}
