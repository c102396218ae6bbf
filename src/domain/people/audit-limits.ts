const dayMs = 86_400_000;

/** What bounds the audit; part of `limits`. */
export const auditLimits = {
  /** Who did what under which PI: longer than the six years for which US health research keeps its records. */
  keepAuditMs: 7 * 366 * dayMs,
  /** What the labs file may say instead: less than a quarter is no audit, and a century is for good. */
  keepAuditDaysMin: 90,
  keepAuditDaysMax: 36_500,
  /** Of one answer: each is a line or two on a phone. */
  auditPage: 12,
  /** Of one file: some 30 MB at most, which a spreadsheet still opens; the rest is another file. */
  auditFileRows: 100_000,
  auditFileBytes: 30_000_000,
  /** Read at a time: others have their turn in between. */
  auditRead: 1_000,
  /** Lines that are written to the log at a time. */
  auditLines: 200,
  /** Of one table in the export of a person. */
  exportRows: 10_000,
  /** Looked through at a time while a person is erased: some milliseconds each. */
  eraseRows: 1_000,
} as const;
