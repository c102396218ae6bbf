import { expect, test } from "vitest";
import { keepAuditMsOf } from "./audit.ts";

const dayMs = 86_400_000;

test("the audit is kept for seven years, or as long as the institute says", () => {
  expect(keepAuditMsOf({})).toBeGreaterThanOrEqual(7 * 365 * dayMs);
  expect(keepAuditMsOf({ keepAuditDays: 90 })).toBe(90 * dayMs);
});
