/** Somebody asks to be let into a lab, and what becomes of it. */
import type { AccessRequestId, MemberId, PiName } from "../ids.ts";

export type AccessRequest = {
  id: AccessRequestId;
  member: MemberId;
  pi: PiName;
  hutchnet: string;
  /** Why; empty where they did not say. */
  reason: string;
  askedAtMs: number;
};

export type AccessOutcome =
  | { kind: "given"; by: MemberId; atMs: number }
  | { kind: "refused"; by: MemberId; atMs: number; reason: string }
  /** The person has left Slack meanwhile. */
  | { kind: "withdrawn"; atMs: number }
  | { kind: "expired"; atMs: number };

/** Asked at once; or, where no manager answers, of the admins. */
export type AccessRound = "first" | "admins";
