/** What every way in asks of an event before it is taken: that it is one, and whose it is. */
import type { AccountId } from "../ids.ts";
import { stripDetail } from "../secrets/strip-detail.ts";
import { type AwsEvent, awsEvent } from "./aws-event.ts";
import type { Arrival, Arrived, InboxEvent } from "./inbox-event.ts";

export type Admission =
  | { ok: true; event: AwsEvent }
  | { ok: false; why: "not an event" }
  /** Its sender does not speak for its account, or it names another one's job, queue or definition. */
  | { ok: false; why: "not its account's"; event: AwsEvent };

/** `speaksFor`: whether whoever sent it may send that account's events. */
export function admitEvent(text: string, speaksFor: (account: AccountId) => boolean): Admission {
  const event = readEvent(text);
  if (event === undefined) return { ok: false, why: "not an event" };
  if (!speaksFor(event.account) || !namesOnlyItsAccount(event))
    return { ok: false, why: "not its account's", event };
  return { ok: true, event };
}

/** As it is kept: without environment and command. */
export function toInboxEvent(event: AwsEvent, receivedAtMs: number): InboxEvent {
  return {
    eventId: event.id,
    account: event.account,
    detailType: event["detail-type"],
    body: JSON.stringify(stripDetail(event)),
    receivedAtMs,
  };
}

/** What is to be kept of it, if anything. What was read before, as out of a queue, is kept as it is. */
export function readIn(arrival: Arrival | InboxEvent): { arrived: Arrived; event?: InboxEvent } {
  if (!("text" in arrival)) return { arrived: { kind: "taken" }, event: arrival };
  const { text, speaksFor, receivedAtMs } = arrival;
  const admission = admitEvent(text, (account) => speaksFor.includes(account));
  if (admission.ok) return { arrived: { kind: "taken" }, event: toInboxEvent(admission.event, receivedAtMs) };
  if (admission.why === "not an event") return { arrived: { kind: admission.why } };
  const { account, id: eventId } = admission.event;
  return { arrived: { kind: admission.why, account, eventId } };
}

function readEvent(text: string): AwsEvent | undefined {
  try {
    return awsEvent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** An event that names a job, queue or definition of another account is forged or mixed up. */
function namesOnlyItsAccount(event: AwsEvent): boolean {
  const { resources, detail } = event as { resources?: unknown; detail?: Record<string, unknown> | null };
  const named = [
    ...(Array.isArray(resources) ? resources : []),
    detail?.jobArn,
    detail?.jobQueue,
    detail?.jobDefinition,
    (detail?.tags as Record<string, unknown> | undefined)?.resourceArn,
  ];
  return named.every((arn) => {
    const account = typeof arn === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
    return account === undefined || account === event.account;
  });
}
