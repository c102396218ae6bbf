/** Each entry of the audit is a line of the log, once it is durable. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MemberId, PiName } from "../../src/domain/ids.ts";
import type { AuditEntry } from "../../src/domain/people/audit.ts";
import { auditLine } from "../../src/domain/people/audit.ts";
import { auditLines } from "../../src/store/audit-lines.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openEmptyStore } from "../support/empty-store.ts";
import { keptLog } from "../support/kept-log.ts";
import { manualClock } from "../support/manual-clock.ts";

let store: Store;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

const entry: AuditEntry = {
  atMs: Date.UTC(2026, 10, 20, 18, 42),
  member: "U0JBLOW" as MemberId,
  via: "button",
  verb: "cancel",
  pi: "peters-u" as PiName,
  job: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f",
  outcome: "refused",
  detail: { action: "cancel" },
};

async function told() {
  const { logger, lines } = keptLog();
  const loop = auditLines({ store, clock: manualClock(0), logger });
  loop.start();
  await loop.stop();
  return lines;
}

test("an entry is one line of a fixed shape, written once", async () => {
  await store.audit.append(entry);
  const [line, ...more] = await told();
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    level: 30,
    msg: "Audit",
    audit: {
      shape: 1,
      entry: 1,
      at: "2026-11-20T18:42:00.000Z",
      member: "U0JBLOW",
      door: "button",
      verb: "cancel",
      pi: "peters-u",
      job: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f",
      outcome: "refused",
      detail: { action: "cancel" },
    },
  });
  expect(await told()).toEqual([]);
});

test("an entry that came to nothing with its deed is no line", async () => {
  const failed = store.transaction(async (tables) => {
    await tables.audit.append(entry);
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await told()).toEqual([]);
});

test("what is under no PI and about nothing says so", () => {
  const { pi: _pi, job: _job, ...bare } = entry;
  expect(auditLine({ ...bare, seq: 7 }).audit).toMatchObject({ pi: null, job: null, entry: 7 });
});

test("a log that leaves out what is no warning still has the audit; one that is turned off has nothing", async () => {
  for (const [level, count] of [
    ["error", 1],
    ["silent", 0],
  ] as const) {
    await store.audit.append(entry);
    const { logger, lines } = keptLog();
    logger.level = level;
    const loop = auditLines({ store, clock: manualClock(0), logger });
    loop.start();
    await loop.stop();
    expect(lines).toHaveLength(count);
  }
});

test("a secret that somebody typed as a reason is in no line", async () => {
  const secrets = fc.constantFrom(
    "AKIAIOSFODNN7EXAMPLE",
    "xoxb-123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "password=Tr0ub4dor&3xyz",
  );
  await fc.assert(
    fc.asyncProperty(secrets, fc.lorem({ maxCount: 4 }), fc.lorem({ maxCount: 4 }), async (secret, a, b) => {
      await store.audit.append({ ...entry, detail: { reason: `${a} ${secret} ${b}` } });
      const lines = await told();
      expect(lines).toHaveLength(1);
      const typed = secret.replace("password=", "");
      expect(JSON.stringify(lines)).not.toContain(typed);
    }),
    { numRuns: 40 },
  );
});
