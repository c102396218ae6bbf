/**
 * Where a person stands in the store. Every table is on one of these lists; a test holds that, and that nobody who was
 * erased is found in any of them.
 */
import type { Schema } from "./schema.ts";

type Column<T extends keyof Schema> = keyof Schema[T] & string;

/** What is a person's own: shown in an export, and removed with them. */
type Own = { [T in keyof Schema]?: { by: Column<T>; shown: readonly Column<T>[] } };

export const ownTables = {
  profiles: { by: "member", shown: ["display_name", "zone", "read_at_ms"] },
  standings: { by: "member", shown: ["standing"] },
  roster: { by: "member", shown: ["pi", "hutchnet", "role", "is_default", "source", "added_at_ms"] },
  roster_seeds: { by: "member", shown: ["pi", "role", "in_file"] },
  access_requests: { by: "member", shown: ["pi", "hutchnet", "reason", "asked_at_ms", "outcome"] },
  questions: { by: "member", shown: ["body", "asked_at_ms", "answer"] },
  member_settings: {
    by: "member",
    shown: ["place", "level", "quiet_from", "quiet_to", "zone", "set_at_ms"],
  },
  form_values: { by: "member", shown: ["pi", "definition", "body", "used_at_ms"] },
  watchers: { by: "member", shown: ["job", "channel", "watches", "set_at_ms"] },
  gathered: { by: "member", shown: ["job", "due_ms"] },
  live_followers: { by: "member", shown: ["live", "until_ms"] },
  standing_yeses: { by: "member", shown: ["pi", "definition", "given_by", "given_at_ms", "until_ms"] },
  // What was typed or prepared may hold environment values: that it is there is said, and nothing of it.
  drafts: { by: "member", shown: ["kind", "created_at_ms"] },
  invocations: { by: "member", shown: ["verb", "received_at_ms", "done_at_ms"] },
} satisfies Own;

/** What is a lab's, and names the person: shown in an export by the column that says it is theirs, and kept under a pseudonym. */
type Shared = {
  [T in keyof Schema]?: {
    /** One that orders its rows, each once. */
    key: Column<T>;
    names: readonly Column<T>[];
    by?: Column<T>;
    shown?: readonly Column<T>[];
  };
};

export const sharedTables = {
  jobs: {
    key: "id",
    names: ["owner", "asked", "facts", "stop", "approval", "rejection", "blocked", "children"],
    by: "owner",
    shown: ["id", "batch_id", "pi", "name", "queue", "definition", "state", "submitted_at_ms", "ended_at_ms"],
  },
  job_runs: { key: "id", names: ["run"] },
  submissions: { key: "id", names: ["member", "request"] },
  batches: { key: "subject", names: ["owner"], by: "owner", shown: ["name", "size", "state"] },
  threads: { key: "id", names: ["channel", "fallbacks"] },
  notices: { key: "seq", names: ["body", "calls", "burst", "error"] },
  approvals: { key: "job", names: ["request", "wish", "invocation"] },
  child_stops: { key: "id", names: ["member", "body"], by: "member", shown: ["job", "at_ms"] },
  snippets: {
    key: "id",
    names: ["member", "taken_by"],
    by: "member",
    shown: ["job", "pi", "channel", "state", "at_ms"],
  },
  whole_logs: { key: "id", names: ["member", "body"], by: "member", shown: ["job", "pi", "at_ms"] },
  channel_settings: {
    key: "channel",
    names: ["set_by"],
    by: "set_by",
    shown: ["channel", "pi", "set_at_ms"],
  },
  pauses: {
    key: "scope",
    names: ["member", "reason", "deed"],
    by: "member",
    shown: ["scope", "reason", "at_ms"],
  },
  job_settings: { key: "job", names: ["set_by"], by: "set_by", shown: ["job", "level", "set_at_ms"] },
  recipes: { key: "name", names: ["made_by", "body"], by: "made_by", shown: ["pi", "name", "made_at_ms"] },
  live_logs: { key: "id", names: ["body"] },
  audit: {
    key: "seq",
    names: ["member", "job", "detail"],
    by: "member",
    shown: ["seq", "at_ms", "via", "verb", "pi", "job", "outcome", "detail"],
  },
} satisfies Shared;

/** What others did about other people, and who it was. */
export const otherNames = {
  roster: ["source"],
  access_requests: ["outcome", "invocation"],
  questions: ["answer", "invocation"],
  standing_yeses: ["given_by"],
} as const satisfies { [T in keyof Schema]?: readonly Column<T>[] };

/** Where no person stands. */
export const tablesWithoutPeople = [
  "meta",
  "log_streams",
  "children",
  "duplicates",
  "job_use",
  "log_measures",
  "paces",
  "inbox",
  "set_aside",
  "strays",
] as const satisfies readonly (keyof Schema)[];
