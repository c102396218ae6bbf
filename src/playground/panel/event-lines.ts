/** The newest events of all accounts, each with what became of it. */
import type { LocalAws } from "../aws/local-aws.ts";

type Event = ReturnType<LocalAws["events"]>[number];
type Delivery = ReturnType<LocalAws["deliveries"]>[number];

export type EventLine = {
  id: string;
  at: number;
  account: string;
  type: string;
  source: string;
  job: string | undefined;
  jobId: string | undefined;
  status: string | undefined;
  reason: string | undefined;
  exitCode: number | undefined;
  /** The faults that befell it on its way. */
  fate: string[];
  deliveries: { at: number; attempt: number; status: number | undefined; outcome: Delivery["outcome"] }[];
  /** Why it was given up. */
  dead: string | undefined;
};

export type EventsPart = { lines: EventLine[]; more: number; deadLetters: number };

const maxDeliveries = 12;
const maxTextChars = 200;

export function eventLines(
  aws: Pick<LocalAws, "events" | "deliveries" | "deadLetters">,
  fateOf: (eventId: string) => string[],
  limit: number,
): EventsPart {
  const all = aws.events();
  const newest = all.slice(-limit).reverse();
  const letters = aws.deadLetters();
  const deadBy = new Map(letters.map(({ event, errorMessage }) => [event.id, errorMessage]));
  const deliveries = deliveriesOf(newest, aws.deliveries());
  const lines = newest.map((event) => ({
    ...told(event),
    fate: fateOf(event.id),
    deliveries: (deliveries.get(event.id) ?? [])
      .slice(-maxDeliveries)
      .map(({ at, attempt, status, outcome }) => ({
        at,
        attempt,
        status,
        outcome,
      })),
    dead: deadBy.get(event.id)?.slice(0, maxTextChars),
  }));
  return { lines, more: all.length - newest.length, deadLetters: letters.length };
}

function deliveriesOf(events: Event[], deliveries: Delivery[]): Map<string, Delivery[]> {
  const wanted = new Set(events.map(({ id }) => id));
  return Map.groupBy(
    deliveries.filter(({ eventId }) => wanted.has(eventId)),
    ({ eventId }) => eventId,
  );
}

function told(event: Event): Omit<EventLine, "fate" | "deliveries" | "dead"> {
  const { detail } = event;
  return {
    id: event.id,
    at: Date.parse(event.time),
    account: event.account,
    type: event["detail-type"],
    source: event.source,
    job: text(detail.jobName),
    jobId: text(detail.jobId),
    status: text(detail.status),
    reason: text(detail.statusReason),
    exitCode: exitCodeIn(detail.container),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, maxTextChars) : undefined;
}

function exitCodeIn(container: unknown): number | undefined {
  const { exitCode } = (container ?? {}) as { exitCode?: unknown };
  return typeof exitCode === "number" ? exitCode : undefined;
}
