/** Shows what was set aside, and puts it back. */

import { admitEvent } from "../domain/event/admit-event.ts";
import type { AccountId } from "../domain/ids.ts";
import type { SetAsideEvent } from "../store/inbox.ts";
import type { SetAside } from "../store/open-set-aside.ts";

export type ShowSetAside = {
  aside: SetAside;
  /** Only those; empty for all. */
  ids: readonly string[];
  say(line: string): void;
};

export async function showSetAside({ aside, ids, say }: ShowSetAside): Promise<void> {
  const unknown = new Set(ids);
  for await (const page of aside.pages(ids)) {
    for (const event of page) {
      say(lineOf(event));
      unknown.delete(event.eventId);
    }
  }
  sayUnknown(unknown, say);
  const count = await aside.count();
  say(
    count === 0
      ? "No event is set aside."
      : `${told(count)} set aside. Put back with --again, or --again ID….`,
  );
}

/** Gives how many could not be put back. */
export async function putBack(
  show: ShowSetAside & { isLabAccount(account: AccountId): boolean },
): Promise<number> {
  const { aside, ids, say } = show;
  const unknown = new Set(ids);
  let [back, left] = [0, 0];
  for await (const page of aside.pages(ids)) {
    const judged = page.map((event) => ({ event, why: whyNot(event, show.isLabAccount) }));
    const good = judged.filter(({ why }) => why === undefined);
    back += await aside.putBack(good.map(({ event }) => event.seq));
    left += judged.length - good.length;
    for (const { event, why } of judged) {
      say(
        `${why === undefined ? "put back" : "left    "}  ${event.eventId}  ${kindOf(event)}${why ? `: ${why}` : ""}`,
      );
      unknown.delete(event.eventId);
    }
  }
  sayUnknown(unknown, say);
  say(
    back === 0
      ? "No event is put back."
      : `${told(back)} put back. A running bot applies them within seconds; one that still can not be applied is set aside again.`,
  );
  return left + unknown.size;
}

function sayUnknown(ids: ReadonlySet<string>, say: (line: string) => void): void {
  for (const id of ids) say(`unknown   ${id}: no event of that id is set aside`);
}

/** What was refused at the door is looked at as if it came now: a lab may have been missing from the labs file. */
function whyNot({ body }: SetAsideEvent, isLabAccount: (account: AccountId) => boolean): string | undefined {
  if (body === "") return "it was no event, and nothing of it was kept";
  const admission = admitEvent(body, isLabAccount);
  if (admission.ok) return undefined;
  return admission.why === "not an event"
    ? "it is no event"
    : "no lab of the labs file has its account, or it names another account's";
}

function lineOf({ eventId, receivedAtMs, why, ...event }: SetAsideEvent): string {
  return `${eventId}  ${kindOf(event)}  ${new Date(receivedAtMs).toISOString()}  ${why.replace(/\s+/g, " ")}`;
}

function kindOf({ detailType, account }: Pick<SetAsideEvent, "detailType" | "account">): string {
  return detailType === "" ? "no event" : `${detailType} of ${account}`;
}

function told(count: number): string {
  return count === 1 ? "1 event is" : `${count} events are`;
}
