import { describe, expect, test } from "vitest";
import type { InboxEvent } from "../../../src/domain/event/inbox-event.ts";
import type { AccountId, BatchId } from "../../../src/domain/ids.ts";
import type { Report } from "../../../src/domain/job/report.ts";
import type { AsideRange, SetAsideEvent } from "../../../src/store/inbox.ts";
import { eventOf, reportOf } from "../../support/events.ts";
import type { Part } from "../store-suite.ts";

const event: InboxEvent = {
  eventId: "e1",
  account: "111122223333" as AccountId,
  detailType: "Batch Job State Change",
  body: '{"detail":{"status":"RUNNING","note":"ü 😀"}}',
  receivedAtMs: 100,
};

export const intake: Part = (store) => {
  describe("the inbox", () => {
    test("gives events back in the order in which they came, the oldest first", async () => {
      await store().inbox.append([event, { ...event, eventId: "e2" }]);
      await store().inbox.append([{ ...event, eventId: "e3" }]);
      const rows = await store().inbox.oldest(10);
      expect(rows.map((row) => row.eventId)).toEqual(["e1", "e2", "e3"]);
      expect(rows[0]).toEqual({ ...event, seq: expect.any(Number) });
      expect((await store().inbox.oldest(2)).map((row) => row.eventId)).toEqual(["e1", "e2"]);
      expect(await store().inbox.depth()).toBe(3);
    });

    test("takes the same event twice: applying it twice changes nothing", async () => {
      await store().inbox.append([event, event]);
      expect(await store().inbox.depth()).toBe(2);
    });

    test("takes two thousand events in one statement", async () => {
      await store().inbox.append(Array.from({ length: 2_000 }, (_, n) => ({ ...event, eventId: `e${n}` })));
      expect(await store().inbox.depth()).toBe(2_000);
    });

    test("takes what has come in as it is: what is no event, or not its sender's, is not kept", async () => {
      const text = (id: string, account: string) =>
        JSON.stringify({ ...eventOf("single.running"), id, account, resources: [], detail: { jobId: id } });
      const arrival = (said: string) => ({ text: said, speaksFor: [event.account], receivedAtMs: 7 });
      const arrived = await store().inbox.take([
        arrival(text("e1", event.account)),
        arrival("no event"),
        arrival(text("e2", "999900001111")),
        { ...event, eventId: "e3" },
      ]);
      expect(arrived).toEqual([
        { kind: "taken" },
        { kind: "not an event" },
        { kind: "not its account's", account: "999900001111", eventId: "e2" },
        { kind: "taken" },
      ]);
      const rows = await store().inbox.oldest(10);
      expect(rows.map(({ eventId, receivedAtMs }) => [eventId, receivedAtMs])).toEqual([
        ["e1", 7],
        ["e3", 100],
      ]);
    });

    test("hands out what waits, and lets go of what is done with what became of it", async () => {
      await store().inbox.append(["e1", "e2", "e3"].map((eventId) => ({ ...event, eventId })));
      const first = await store().handOut({ oldest: 2 }, async ({ meta }, rows) => {
        await meta.set("became", "of it");
        return { done: rows.slice(0, 1).map(({ seq }) => seq), rows };
      });
      expect(first.rows.map(({ eventId }) => eventId)).toEqual(["e1", "e2"]);
      expect(await store().meta.get("became")).toBe("of it");
      expect((await store().inbox.oldest(10)).map(({ eventId }) => eventId)).toEqual(["e2", "e3"]);
      const seqs = [...first.done, ...(await store().inbox.oldest(1)).map(({ seq }) => seq)];
      const those = await store().handOut({ seqs }, async (_tables, rows) => ({ done: [], rows }));
      expect(those.rows.map(({ eventId }) => eventId)).toEqual(["e2"]);
    });

    test("of what fails while it is applied nothing has happened, and it waits on", async () => {
      await store().inbox.append([event]);
      const failing = store().handOut({ oldest: 1 }, async ({ meta }, rows) => {
        await meta.set("became", "of it");
        throw new Error(`${rows.length} row`);
      });
      await expect(failing).rejects.toThrow("1 row");
      expect(await store().meta.get("became")).toBeUndefined();
      expect(await store().inbox.depth()).toBe(1);
    });

    test("says whether it holds more than so many", async () => {
      expect(await store().inbox.holdsMoreThan(0)).toBe(false);
      await store().inbox.append([event, { ...event, eventId: "e2" }]);
      expect(await store().inbox.holdsMoreThan(1)).toBe(true);
      expect(await store().inbox.holdsMoreThan(2)).toBe(false);
    });

    test("lets go only of what it is told", async () => {
      await store().inbox.append([event, { ...event, eventId: "e2" }]);
      const [first] = await store().inbox.oldest(1);
      await store().inbox.remove([]);
      await store().inbox.remove([first?.seq ?? -1]);
      expect((await store().inbox.oldest(10)).map((row) => row.eventId)).toEqual(["e2"]);
    });

    test("a number that was given once is never given again", async () => {
      await store().inbox.append([event]);
      const [first] = await store().inbox.oldest(1);
      await store().inbox.remove([first?.seq ?? -1]);
      await store().inbox.append([event]);
      const [second] = await store().inbox.oldest(1);
      expect(second?.seq).toBeGreaterThan(first?.seq ?? Number.POSITIVE_INFINITY);
    });

    test("what is set aside is kept until it is old", async () => {
      await store().inbox.setAside(event, "a kind of event that is not known");
      const kept = [{ ...event, seq: expect.any(Number), why: "a kind of event that is not known" }];
      expect(await store().inbox.depth()).toBe(0);
      await store().inbox.forgetSetAsideBefore(100);
      expect(await store().inbox.aside(10)).toEqual(kept);
      await store().inbox.forgetSetAsideBefore(101);
      expect(await store().inbox.aside(10)).toEqual([]);
    });
  });

  test("what is set aside can be put back, once, and the rest stays", async () => {
    for (const eventId of ["e1", "e2"]) await store().inbox.setAside({ ...event, eventId }, "why not");
    const [first] = await store().inbox.aside(10);
    const putBack = () => store().transaction(({ inbox }) => inbox.putBack([first?.seq ?? -1]));
    expect([await putBack(), await putBack()]).toEqual([1, 0]);
    const waiting = await store().handOut({ oldest: 10 }, async (_tables, rows) => ({ done: [], rows }));
    expect(waiting.rows).toMatchObject([{ ...event, seq: expect.any(Number) }]);
    expect((await store().inbox.aside(10)).map(({ eventId }) => eventId)).toEqual(["e2"]);
    expect(await store().inbox.asideCount()).toBe(1);
  });

  test("what is set aside is read on from where the last page ended, of all or of some ids", async () => {
    expect(await store().inbox.newestAside()).toBeUndefined();
    for (const eventId of ["e1", "e2", "e3", "e2"])
      await store().inbox.setAside({ ...event, eventId }, "why not");
    const page = async (limit: number, which: AsideRange) => store().inbox.aside(limit, which);
    const ids = (rows: readonly SetAsideEvent[]) => rows.map(({ eventId }) => eventId);
    const [first, second, third, last] = await store().inbox.aside(10);
    expect(ids(await page(2, { afterSeq: first?.seq ?? -1 }))).toEqual(["e2", "e3"]);
    expect(ids(await page(10, { throughSeq: third?.seq ?? -1 }))).toEqual(["e1", "e2", "e3"]);
    const eventIds = ["e2", "none"];
    expect(ids(await page(10, { eventIds }))).toEqual(["e2", "e2"]);
    expect(await page(10, { eventIds, afterSeq: second?.seq ?? -1 })).toEqual([last]);
    expect(await store().inbox.newestAside()).toBe(last?.seq);
  });

  describe("reports of jobs that are not known", () => {
    const report = reportOf("single.running");
    const job = { account: report.account, region: report.region, batchId: report.batchId };
    const elsewhere: readonly Partial<Report>[] = [
      { account: "999900001111" as AccountId },
      { region: "us-east-1" },
      { batchId: "another" as BatchId },
    ];

    test("are handed out once to who turns out to be theirs", async () => {
      const earlier = reportOf("single.starting");
      await store().strays.keep([report, earlier], 100);
      const claimed = await store().strays.claim(job);
      expect(claimed).toHaveLength(2);
      expect(claimed).toEqual(expect.arrayContaining([report, earlier]));
      expect(await store().strays.claim(job)).toEqual([]);
    });

    test("never go to a job of another account, region or id", async () => {
      await store().strays.keep(
        elsewhere.map((changes) => ({ ...report, ...changes })),
        100,
      );
      expect(await store().strays.claim(job)).toEqual([]);
    });

    test("are kept for a while only", async () => {
      await store().strays.keep([], 100);
      await store().strays.keep([report], 100);
      await store().strays.forgetBefore(100);
      await store().strays.keep([reportOf("single.starting")], 200);
      await store().strays.forgetBefore(101);
      expect(await store().strays.claim(job)).toEqual([reportOf("single.starting")]);
    });
  });
};
