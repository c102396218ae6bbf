import type { ReadDetail } from "../job/job-detail.ts";
import { awsEvent } from "./aws-event.ts";
import { eventKinds } from "./event-kinds.ts";
import type { InboxEvent } from "./inbox-event.ts";

/** What it tells of a job. Never throws: what can not be read now can not be read later. */
export function readEvent({ detailType, body, receivedAtMs }: InboxEvent): ReadDetail {
  const kind = eventKinds.get(detailType);
  if (kind === undefined) return { ok: false, why: "a kind of event that is not known" };
  try {
    const event = awsEvent.safeParse(JSON.parse(body));
    return event.success ? kind.read(event.data, receivedAtMs) : { ok: false, why: event.error.message };
  } catch {
    // What an error says of it may show what is in it.
    return { ok: false, why: "it can not be read" };
  }
}
