import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Store } from "../store/open-store.ts";
import type { Routes } from "./server.ts";

export function openMetrics(store: Store, nowMs: () => number) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, label?: string) =>
    new Counter({ name, help, registers: [registry], labelNames: label === undefined ? [] : [label] });
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  gauge("batchmate_inbox_depth", "Events taken in and not yet applied", () => store.inbox.depth());
  gauge("batchmate_events_aside", "Events set aside and not put back", () => store.inbox.asideCount());
  gauge(
    "batchmate_notices_waiting",
    "Posts not yet in Slack",
    async () => (await store.notices.backlog()).count,
  );
  gauge("batchmate_oldest_notice_seconds", "Age of the oldest post not yet in Slack", async () => {
    const { oldestMs } = await store.notices.backlog();
    return oldestMs === undefined ? 0 : (nowMs() - oldestMs) / 1_000;
  });
  return {
    eventAnswers: counter("batchmate_event_answers_total", "Answers to POST /aws/events", "status"),
    eventsApplied: counter("batchmate_events_applied_total", "Events applied to jobs"),
    eventsSetAside: counter(
      "batchmate_events_set_aside_total",
      "Events of an unknown kind, or that could not be read",
    ),
    queueMessages: counter(
      "batchmate_event_queue_messages_total",
      "Messages of the event queue, by what became of them",
      "fate",
    ),
    queueTroubles: counter(
      "batchmate_event_queue_troubles_total",
      "How often the event queue could not be read, or what it held could not be saved",
      "cause",
    ),
    queueInTrouble: new Gauge({
      name: "batchmate_event_queue_in_trouble",
      help: "1 while no events come through the queue because AWS or the store is in trouble",
      registers: [registry],
    }),
    openSockets: new Gauge({
      name: "batchmate_slack_sockets",
      help: "Connections of Socket Mode that are open",
      registers: [registry],
    }),
    deliveries: counter("batchmate_deliveries_total", "What became of calls to Slack for threads", "outcome"),
    commands: counter("batchmate_commands_total", "What people asked for", "via"),
    routes: {
      "GET /metrics": async (_request, response) => {
        response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
      },
    } satisfies Routes,
  };
}
